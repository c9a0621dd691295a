"""A script between two sheets asks what the sheets so far make of the page."""
