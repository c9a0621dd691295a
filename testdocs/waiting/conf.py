"""Pages whose scripts can wait, and pages whose scripts cannot: see cases.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import sphinxcontrib.jquery
from cases import CASES

project = "Waiting"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static", str(Path(sphinxcontrib.jquery.__file__).with_name("jquery.js"))]
templates_path = ["_templates"]
html_additional_pages = dict.fromkeys(CASES, "case.html")
html_context = {"cases": {name: case._asdict() for name, case in CASES.items()}}

# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
