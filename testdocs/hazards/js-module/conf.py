"""A module stands in the middle of classic scripts, and another one inline."""

html_js_files = ["first.js", ("module.js", {"type": "module"}), "last.js"]
