"""A module stands in the middle of classic scripts, and another one inline."""

project = "js-module"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["first.js", ("module.js", {"type": "module"}), "last.js"]
