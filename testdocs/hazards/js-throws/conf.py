"""Scripts throw, and those behind them run nevertheless."""

project = "js-throws"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["a.js", "b.js", "c.js", "d.js"]
