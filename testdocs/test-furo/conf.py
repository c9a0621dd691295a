project = "furo"
extensions = ["sphinx_compress", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["_build"]
html_theme = "furo"
templates_path = ["_templates"]
