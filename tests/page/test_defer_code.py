"""Tests of what is put around scripts that wait."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from sphinx_compress.bundle.deferred import deferred_end
from sphinx_compress.bundle.store import Store
from sphinx_compress.page.defer_code import CODE, POLICY, SHIM

DOCS = Path(__file__).parents[2] / "docs"


def test_what_stands_behind_a_run_is_the_same_on_all_pages(tmp_path: Path) -> None:
    store = Store(tmp_path)
    result = deferred_end(store, "own")
    (bundle,) = result.bundles
    assert (tmp_path / bundle.path).read_text() == SHIM
    assert result.html.startswith("</noscript>")
    assert f'href="compress-root:_static/own/{bundle.path}"' in result.html
    assert deferred_end(store, "own") == result


def test_the_code_may_stand_in_any_page() -> None:
    # Line ends differ between systems, and XHTML has other rules for scripts.
    assert not re.search(r"[\n\r<&]", CODE)
    assert CODE.endswith("-->")
    assert CODE.isascii()


def test_the_manual_has_what_a_policy_needs() -> None:
    digest = base64.b64encode(hashlib.sha256(CODE.encode()).digest()).decode()
    text = (DOCS / "deployment.rst").read_text()
    assert f"'sha256-{digest}'" in text
    assert POLICY in text
