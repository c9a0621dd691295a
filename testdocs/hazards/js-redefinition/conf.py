"""A later script defines a function anew that an earlier one has called."""

project = "js-redefinition"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["a.js", "b.js"]
