"""A script between two sheets puts one of its own behind the first."""

project = "css-append-between"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
