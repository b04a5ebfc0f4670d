"""Who belongs to what, on any date: yes, no or unknown, with the reason."""
