"""A sheet names its layers before it imports into them."""

project = "css-layer-import"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css", "three.css"]
