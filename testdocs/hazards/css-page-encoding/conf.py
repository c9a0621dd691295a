"""On pages in Latin-1, sheets are so too, unless they say otherwise."""

html_css_files = ["one.css", "two.css", "three.css", "four.css"]
html_output_encoding = "iso-8859-1"
