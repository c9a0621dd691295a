"""Scripts find sheets by their URLs, and switch or exchange them."""

html_css_files = ["one.css", "dark.css", "extra.css", "off.css"]
