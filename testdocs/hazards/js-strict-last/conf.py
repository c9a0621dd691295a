"""A script that counts on strict mode stands behind one that has none."""

project = "js-strict-last"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
