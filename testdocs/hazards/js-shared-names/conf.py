"""Scripts share what they declare at their top level."""

project = "js-shared-names"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
