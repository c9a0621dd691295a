"""Tags have handlers for their loading and failing."""

project = "js-onload"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
