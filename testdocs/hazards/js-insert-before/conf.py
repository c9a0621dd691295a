"""A script puts another one before the first of the page."""

project = "js-insert-before"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
