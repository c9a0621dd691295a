"""Scripts find sheets by their URLs, and switch or exchange them."""

project = "css-swap-by-url"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css", "dark.css", "extra.css", "off.css"]
