"""A sheet is switched off by its tag, and a script knows."""

project = "css-disabled"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", ("off.css", {"disabled": "disabled"}), "two.css"]
