"""A file lacks its last semicolon, and the next one begins with a bracket."""

project = "js-no-semicolon"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
