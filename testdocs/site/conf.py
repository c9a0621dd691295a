"""The site that is built with every theme: ``sphinx-build -D html_theme=furo``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Lantern"
copyright = "2026, the Lantern authors"
author = "The Lantern authors"
release = version = "2.1"
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_tabs.tabs",
    "sphinx_togglebutton",
    "sphinxcontrib.mermaid",
    "sphinx_compress",
]
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
copybutton_prompt_text = "$ "
