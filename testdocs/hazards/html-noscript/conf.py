"""A sheet in the head is for readers without scripts."""

project = "html-noscript"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css"]
