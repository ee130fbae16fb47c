"""Numbers, dates and verdicts put into words."""
