"""Lists of organizations and states, and what is known of one: people, seats, treaties, events."""
