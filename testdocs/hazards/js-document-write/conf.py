"""Scripts write tags into the page, and those behind count on them."""

project = "js-document-write"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["fallback.js", "uses.js"]
