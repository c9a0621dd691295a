"""A classic script imports a module by a path relative to itself."""

html_js_files = ["first.js", "lib/lazy.js", "last.js"]
