"""One question for each row of somebody's table: answers and memberships put beside it."""
