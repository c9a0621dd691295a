"""A script finds the tag of another by a data attribute."""

html_js_files = ["first.js", ("site.js", {"data-site": "docs"}), "reader.js"]
