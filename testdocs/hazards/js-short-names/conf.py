"""Scripts take short names for themselves."""
