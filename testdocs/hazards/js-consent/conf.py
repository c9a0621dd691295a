"""A script keeps elements from running that scripts make, until the reader agrees."""

project = "js-consent"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
