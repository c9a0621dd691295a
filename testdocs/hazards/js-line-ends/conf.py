"""Lines end in ways of their own, within template literals too."""

project = "js-line-ends"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
