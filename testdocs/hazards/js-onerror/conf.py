"""A handler counts the errors of the scripts behind it."""

project = "js-onerror"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["handler.js", "one.js", "two.js", "three.js", "broken.js", "four.js"]
