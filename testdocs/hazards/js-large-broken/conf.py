"""Large scripts have errors for which nothing in them runs; the others run."""

project = "js-large-broken"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
