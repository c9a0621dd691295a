"""A site of three pages: what its pages load is in the folder of a case, which the tests name."""

project = "references"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_copy_source = False
html_use_index = False
html_sidebars = {"**": []}

# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
