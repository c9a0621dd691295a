"""A script leaves a mark on its tag, which another one reads."""

project = "js-marks-own-tag"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
