"""Nothing here minds being joined, wrapped or quoted."""

html_css_files = ["one.css", "two.css"]
