"""Strings hold all that quoting can spoil."""
