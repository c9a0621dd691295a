"""Scripts use `this` at their top level."""

project = "js-this"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
