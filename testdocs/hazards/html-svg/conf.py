"""A drawing among the scripts has sheets and a script of its own, written as XML."""

project = "html-svg"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
