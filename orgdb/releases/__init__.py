"""What earlier releases said, and what changed between them."""
