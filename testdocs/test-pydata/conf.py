project = "pydata"
extensions = ["sphinx_compress", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["_build"]
html_theme = "pydata_sphinx_theme"
templates_path = ["_templates"]
