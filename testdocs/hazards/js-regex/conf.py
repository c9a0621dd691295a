"""Regular expressions hold what looks like strings, comments and ends of tags."""
