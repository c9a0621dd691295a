"""A sheet in the head is for readers without scripts."""

html_css_files = ["one.css"]
