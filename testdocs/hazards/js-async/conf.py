"""Asynchronous scripts wait for nobody, and know what they are."""

project = "js-async"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["b1.js", ("a1.js", {"loading_method": "async"}), ("a2.js", {"async": "async"})]
