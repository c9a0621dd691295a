"""Scripts take their own tag and those of others away, or move them."""

project = "js-removes-scripts"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
