"""A script puts another one before the first of the page."""
