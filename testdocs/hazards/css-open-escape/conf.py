"""A sheet ends within an escape."""

html_css_files = ["one.css", "two.css"]
