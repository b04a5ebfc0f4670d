"""An interface for assistants (MCP): few questions, and the evidence with every answer."""
