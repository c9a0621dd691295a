"""A script takes the last script of the page for its own tag."""

html_js_files = ["first.js", ("widget.js", {"data-widget": "head"}), "last.js"]
