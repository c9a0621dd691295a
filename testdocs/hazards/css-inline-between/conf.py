"""Inline sheets stand between files: order and weight decide, and their URLs are the page's."""

project = "css-inline-between"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
