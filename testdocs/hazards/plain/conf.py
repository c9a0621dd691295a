"""Nothing here minds being joined; the theme's own scripts stand before."""

project = "plain"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css"]
html_js_files = ["one.js", "two.js"]
