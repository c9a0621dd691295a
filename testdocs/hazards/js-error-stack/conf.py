"""A script finds its URL in the stack of an error."""

project = "js-error-stack"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["first.js", "lib/stack.js", "last.js"]
