"""Tests of what comes when."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.report.files import Files, Size
from sphinx_compress.build.report.loads import Load
from sphinx_compress.build.report.waterfall import Waterfall, waterfall


@pytest.fixture(name="files")
def files_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Return files of 2,000 bytes when gzip sends them, which takes ten milliseconds."""
    monkeypatch.setattr(Files, "size", lambda self, url: Size(5000, 2000, 1900))
    (tmp_path / "x.css").write_text('@import "y.css";')
    return Files(tmp_path)


def times(found: Waterfall) -> dict[str, tuple[float, float, float]]:
    return {bar.url: (bar.asked, bar.start, bar.end) for bar in found.bars}


def test_a_file_is_asked_for_when_its_tag_has_come(files: Files) -> None:
    loads = [Load("a.css", "css", 0.2, blocks=True), Load("b.js", "js", 1)]
    found = waterfall("index.html", 2000, loads, files)
    assert times(found) == {
        # Two round trips for the connection, and one for the page.
        "index.html": (0, 450, 460),
        "a.css": (452, 602, 612),
        "b.js": (460, 612, 622),
    }
    assert (found.shown, found.done) == (612, 622)


def test_what_the_first_paint_waits_for_comes_first(files: Files) -> None:
    loads = [
        Load("late.css", "css", 0.1),
        Load("a.css", "css", 0.1, blocks=True),
        Load("b.js", "js", 0.1, blocks=True),
    ]
    found = waterfall("index.html", 2000, loads, files)
    assert [bar.url for bar in found.bars[1:]] == ["a.css", "b.js", "late.css"]
    assert (found.shown, found.done) == (621, 631)


def test_an_import_is_asked_for_when_its_sheet_has_come(files: Files) -> None:
    found = waterfall("index.html", 2000, [Load("x.css", "css", 0, blocks=True)], files)
    assert times(found)["x.css"] == (450, 600, 610)
    assert times(found)["y.css"] == (610, 760, 770)
    assert found.shown == 770


def test_other_hosts_are_left_out(files: Files) -> None:
    found = waterfall("index.html", 2000, [Load("https://x.org/a.js", "js", 0, blocks=True)], files)
    assert [bar.url for bar in found.bars] == ["index.html"]
    assert found.shown == found.done == 460
