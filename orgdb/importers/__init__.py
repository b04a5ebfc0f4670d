"""Other people's data sets: read, resolved to orgdb's organizations and states, put beside ours."""
