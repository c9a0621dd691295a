"""A script patches what a loader of scripts may want to use."""

project = "js-patched-dom"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
