"""Data stands between the scripts that read it."""

project = "js-json"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["first.js"]
