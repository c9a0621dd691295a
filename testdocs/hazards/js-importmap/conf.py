"""An import map stands before the module that needs it."""

html_js_files = ["first.js"]
