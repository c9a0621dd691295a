"""Tests of the end of the stretch of scripts that wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.deferred import deferred_end
from sphinx_compress.bundle.store import Store


def test_the_end_closes_the_stretch_and_opens_no_other(tmp_path: Path) -> None:
    html = deferred_end(Store(tmp_path), "own").html
    assert html.startswith("</noscript><!--compress--><script>")
    assert html.endswith("</script></noscript></svg><!--compress-->")
    assert html.count("<noscript>") == html.count("</noscript>") - 1 == 1


def test_the_file_of_the_end_is_in_the_store(tmp_path: Path) -> None:
    result = deferred_end(Store(tmp_path), "own")
    (bundle,) = result.bundles
    assert Store(tmp_path).has(bundle)
    assert bundle.path.startswith("js/delay.")
    assert f'"compress-root:_static/own/{bundle.path}"' in result.html


def test_explain_has_one_line_for_the_end(tmp_path: Path) -> None:
    (decision,) = deferred_end(Store(tmp_path), "own").decisions
    assert decision.tag == "<noscript>"
    assert decision.reason == "the scripts in it wait until the style sheets are there"


def test_a_store_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        deferred_end(Store(tmp_path / "file"), "own")
