"""Sheets begin with a byte order mark."""

project = "css-bom"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css", "three.css", "four.css"]
