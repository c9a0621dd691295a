"""Sheets begin with a byte order mark."""

html_css_files = ["one.css", "two.css", "three.css", "four.css"]
