"""Files end within a line comment."""

project = "js-line-comment-end"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
