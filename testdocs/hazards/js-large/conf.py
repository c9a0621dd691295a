"""Large scripts use what means something else within a function."""

project = "js-large"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
