project = "sass"
extensions = ["sphinx_compress"]
exclude_patterns = ["_build"]
html_theme = "basic"
templates_path = ["_templates"]
html_static_path = ["_static"]
compress_precompilers = {
    "text/x-scss": "sass",
    "text/x-sass": "sass",
    "text/less": "less",
}

# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
