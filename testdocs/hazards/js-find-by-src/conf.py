"""Scripts look tags up by parts of their src."""

project = "js-find-by-src"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["first.js", "finder.js", "other.js"]
