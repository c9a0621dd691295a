"""Scripts that no browser can parse stand between others."""

project = "js-syntax-error"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = [
    "a.js",
    "bad.js",
    "returns.js",
    "awaits.js",
    "b.js",
    "open.js",
    "close.js",
    "early.js",
]
