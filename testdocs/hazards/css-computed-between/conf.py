"""A script between two sheets asks what the sheets so far make of the page."""

project = "css-computed-between"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
