"""Sheets are loaded as if for print, and switched on when they are there."""
