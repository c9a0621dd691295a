"""The names of files have letters that URLs write in another way."""

project = "file-names"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["übung.css", "two words/sheet (1).css"]
