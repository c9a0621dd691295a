"""A sheet ends in a bracket that nothing opened."""

project = "css-unmatched"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = [
    "one.css",
    "two.css",
    "three.css",
    "four.css",
    "five.css",
    "six.css",
    "seven.css",
    "eight.css",
]
