"""Sheets in folders of different depths name images relative to themselves."""

html_theme = "alabaster"
html_css_files = ["a/b/deep.css", "top.css"]
