"""An import map stands before the module that needs it."""

project = "js-importmap"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["first.js"]
