"""Sheets are announced, and become sheets when they are there."""

project = "css-preload"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
