"""The demo: a small library's manual with its own theme, built on furo.

``-t stock`` builds the same site without sphinx_compress, to compare with.
"""

import sys
from pathlib import Path

here = Path(__file__).parent
sys.path[:0] = [str(here), str(here / "_ext")]

project = "Tidewater"
copyright = "2026, the Tidewater authors"
author = "The Tidewater authors"
release = version = "1.4"
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_design",
    "passthrough" if "stock" in tags else "sphinx_compress",  # type: ignore[name-defined]  # noqa: F821
]

exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "harbor"
html_theme_path = ["_themes"]
html_title = "Tidewater"
html_static_path = ["_static"]
html_css_files = ["project.css", ("paper.css", {"media": "print"})]

# The theme announces a bundle of small scripts, and shows that it does.
compress_max_growth = 10_000
