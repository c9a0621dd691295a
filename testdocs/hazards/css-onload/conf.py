"""Sheets are loaded as if for print, and switched on when they are there."""

project = "css-onload"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
