"""A sheet has a prefix for a namespace."""

html_css_files = ["one.css", "two.css", "three.css"]
