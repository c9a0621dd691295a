"""The first sheet is for drawings only."""
