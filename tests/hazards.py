"""The projects of testdocs/hazards, each completed with what all of them have."""

from __future__ import annotations

import shutil
from pathlib import Path

HAZARDS = Path(__file__).parents[1] / "testdocs" / "hazards"
ROOTS = sorted(path.parent.name for path in HAZARDS.glob("*/conf.py"))

_CONF = """
project = {name!r}
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = {templates}
# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
"""
_INDEX = """\
{title}
{line}

Some *emphasis* and **strong** words.

.. toctree::

   sub/page
"""
_PAGE = """\
A page below
============

Some *emphasis* and **strong** words.

- A list.
"""


def complete(root: str, directory: Path) -> Path:
    """Copy a hazard to *directory* and add what it does not say itself; return *directory*.

    A hazard has a conf.py at least.  What that sets goes before what all have in common.
    """
    shutil.copytree(HAZARDS / root, directory)
    own = directory / "conf.py"
    templates = ["_templates"] if (directory / "_templates").is_dir() else []
    common = _CONF.format(name=root, templates=templates)
    own.write_text(common + own.read_text(encoding="utf-8"), encoding="utf-8")
    title = root.capitalize()
    documents = {
        "index.rst": _INDEX.format(title=title, line="=" * len(title)),
        "sub/page.rst": _PAGE,
    }
    for name, text in documents.items():
        document = directory / name
        if not document.exists():
            document.parent.mkdir(exist_ok=True)
            document.write_text(text, encoding="utf-8")
    return directory
