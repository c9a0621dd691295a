"""Scripts are not in UTF-8; the tag of one says in what they are."""

project = "js-latin1"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["a.js", ("b.js", {"charset": "iso-8859-1"}), "c.js"]
