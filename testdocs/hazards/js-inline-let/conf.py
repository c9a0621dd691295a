"""An inline script between files declares what the next file uses."""

project = "js-inline-let"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
