"""The first sheet is for drawings only."""

project = "css-default-namespace"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
