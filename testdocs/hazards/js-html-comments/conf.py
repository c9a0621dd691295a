"""Files have the comments that once hid them from old browsers."""

project = "js-html-comments"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
