"""A sheet names its layers before it imports into them."""

html_css_files = ["one.css", "two.css", "three.css"]
