"""A script asks for rules of a sheet by its number."""

project = "css-style-sheets"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["rules.js"]
