from pathlib import Path

project = "late"
extensions = ["sphinx_compress"]
exclude_patterns = ["_build"]
html_theme = "basic"
templates_path = ["_templates"]


def write_late(app, exception):
    """Do what furo and pydata-sphinx-theme do."""
    sheet = Path(app.outdir, "_static", "pygments.css")
    sheet.write_text(".late { color: red }\n", encoding="utf-8")


def setup(app):
    app.connect("build-finished", write_late)


# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
