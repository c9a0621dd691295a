"""A script finds the tag of another by a data attribute."""

project = "js-data-by-selector"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["first.js", ("site.js", {"data-site": "docs"}), "reader.js"]
