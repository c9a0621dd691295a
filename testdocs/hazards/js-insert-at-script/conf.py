"""Scripts put elements where their tag stands."""

project = "js-insert-at-script"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
