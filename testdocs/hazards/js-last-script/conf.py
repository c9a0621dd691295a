"""A script takes the last script of the page for its own tag."""

project = "js-last-script"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["first.js", ("widget.js", {"data-widget": "head"}), "last.js"]
