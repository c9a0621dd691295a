"""Sheets are of a type that browsers do not know."""

project = "css-type"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
