"""A script finds its URL in the stack of an error."""

html_js_files = ["first.js", "lib/stack.js", "last.js"]
