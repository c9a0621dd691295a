"""Messages on the console stand in order with errors."""

project = "js-console"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["a.js", "b.js", "c.js", "d.js", "e.js"]
