"""Files are listed that are not there."""

html_css_files = ["one.css", "gone.css", "two.css"]
html_js_files = ["one.js", "gone.js", "two.js"]
