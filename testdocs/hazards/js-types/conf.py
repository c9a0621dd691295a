"""Tags say of what type they are in many ways; browsers run only some of them."""

project = "js-types"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
