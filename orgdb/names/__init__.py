"""From what somebody wrote to the organization, state or person it means."""
