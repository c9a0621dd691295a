"""Scripts ask for names that later ones declare."""

project = "js-hoisting"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["a.js", "b.js"]
