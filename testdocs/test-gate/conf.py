"""A theme that marks no regions, with scripts at the end of the page and deferred ones."""

project = "gate"
extensions = ["sphinx_compress"]
exclude_patterns = ["_build"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css"]
templates_path = ["_templates"]

# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
