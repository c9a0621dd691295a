"""What a script awaits finds the tag of the script still there."""

project = "js-microtask-script"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
