"""A sheet has a prefix for a namespace."""

project = "css-namespace"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css", "three.css"]
