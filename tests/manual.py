"""Examples of the manual, which tests build."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def example(page: str, name: str) -> str:
    """Return the block of code with a *name* on a page of the manual."""
    text = (DOCS / f"{page}.rst").read_text(encoding="utf-8")
    found = re.search(rf"^( *):name: {re.escape(name)}\n\n((?:\1.*\n|\n)+)", text, re.MULTILINE)
    assert found, f"{page}.rst has no example {name}"
    return textwrap.dedent(found[2])
