"""A script finds sheets by a part of their URLs."""

project = "css-find-by-part"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "pygments_night.css", "print.css", "two.css"]
html_js_files = ["night.js", "late.js"]
