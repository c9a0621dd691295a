"""A classic script imports a module by a path relative to itself."""

project = "js-dynamic-import"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["first.js", "lib/lazy.js", "last.js"]
