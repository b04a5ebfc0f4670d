"""Years instead of days: panels, dyads, spells for event history, and data sets compared."""
