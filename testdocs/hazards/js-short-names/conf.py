"""Scripts take short names for themselves."""

project = "js-short-names"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
