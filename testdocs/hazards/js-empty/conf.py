"""Some files are empty, or as good as that."""

project = "js-empty"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
