"""Old octal numbers stand in sloppy scripts."""

project = "js-octal"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
