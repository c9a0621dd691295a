"""A script of an unknown type holds a template."""

project = "js-template-type"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
