"""Files end by naming their source maps."""

project = "js-source-map"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
