"""A base URL says from where the tags' URLs count."""

project = "html-base"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
