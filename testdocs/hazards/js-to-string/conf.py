"""Functions are asked for their own text."""

project = "js-to-string"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
