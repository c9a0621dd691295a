"""The same file is there twice: the second time it throws."""

html_css_files = ["one.css", "two.css"]
html_js_files = ["once.js", "more.js"]
