"""The same file is there twice: the second time it throws."""

project = "files-twice"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css", "two.css"]
html_js_files = ["once.js", "more.js"]
