"""A promise of one script takes many steps, all of which are done before the next one runs."""

project = "js-microtasks-long"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["a.js", "b.js"]
