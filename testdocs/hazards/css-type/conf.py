"""Sheets are of a type that browsers do not know."""
