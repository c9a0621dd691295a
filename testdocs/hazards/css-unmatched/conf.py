"""A sheet ends in a bracket that nothing opened."""

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
