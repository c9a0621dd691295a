"""A sheet begins by importing others, one of them from another site."""

html_theme = "alabaster"
html_css_files = ["one.css", "sub/two.css"]
