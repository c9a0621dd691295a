"""A script is for old browsers only."""

html_js_files = ["first.js", ("old.js", {"nomodule": "nomodule"}), "last.js"]
