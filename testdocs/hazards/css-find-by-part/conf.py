"""A script finds sheets by a part of their URLs."""

html_css_files = ["one.css", "pygments_night.css", "print.css", "two.css"]
html_js_files = ["night.js", "late.js"]
