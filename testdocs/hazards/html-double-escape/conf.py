"""Inline scripts hold comments with tags of scripts, within which no script ends."""

project = "html-double-escape"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
