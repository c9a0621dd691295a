"""A script is for old browsers only."""

project = "js-nomodule"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["first.js", ("old.js", {"nomodule": "nomodule"}), "last.js"]
