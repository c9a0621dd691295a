"""Tests of the parts of runs that pages share."""

from __future__ import annotations

from sphinx_compress.page.run_parts import without_own_blocks
from sphinx_compress.page.scan import Scanner

X = '<script src="_static/x.js"></script>'
Y = '<script src="_static/y.js"></script>'
OWN = "<script>page = 'a/b'</script>"


def parts(scripts: str, page: str = "a/b") -> list[str]:
    """Return what is left of the scripts at the end of a page."""
    html = f"<html><head></head><body><p>Text</p>{scripts}</body></html>"
    found = list(without_own_blocks(html, Scanner().scan(html, page=page), page))
    assert all(each.late for each in found)
    assert all(each.run.text == html[each.start : each.end] for each in found)
    return [each.run.text for each in found]


def test_a_block_of_the_pages_own_cuts_a_run() -> None:
    assert parts(f"{X}\n{OWN}\n{Y}") == [X, Y]
    assert parts(X + OWN.replace("'", '"') + Y + OWN) == [X, Y]
    assert parts(X + OWN) == [X]


def test_what_names_no_file_is_no_part() -> None:
    assert parts(f"<script>f()</script>{OWN}{X}{Y}") == [X + Y]


def test_other_runs_are_whole() -> None:
    assert parts(X + OWN + Y, "a") == [X + OWN + Y]
    file = """<script src="_static/x.js" data-of='a/b'></script>"""
    assert parts(file + Y) == [file + Y]
