"""Files are listed that are not there."""

project = "missing-files"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css", "gone.css", "two.css"]
html_js_files = ["one.js", "gone.js", "two.js"]
