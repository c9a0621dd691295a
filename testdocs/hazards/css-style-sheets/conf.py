"""A script asks for rules of a sheet by its number."""

html_js_files = ["rules.js"]
