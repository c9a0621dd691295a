"""A script in strict mode stands before one that cannot bear it."""

project = "js-strict-first"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
