"""A file begins with the line of a tool."""

project = "js-hashbang"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
