"""Tests of the scripts of a page, and of how they are moved."""

from __future__ import annotations

from sphinx_compress.page.front import moved, scripts_of
from sphinx_compress.page.scan import Scanner

X = '<script src="_static/x.js"></script>'
OWN = "<script>options.page = 'p';</script>"
SHEET = '<link rel="stylesheet" href="_static/a.css" />'


def shape(html: str, taken: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, bool, bool]]:
    scanner = Scanner()
    found = scanner.scan(html, page="p", taken=taken)
    return [each[1:] for each in scripts_of(html, found, scanner, taken)]


def page(head: str, body: str = "<p></p>") -> str:
    return f"<html><head>{SHEET}{head}</head><body>{body}</body></html>"


def test_scripts_of_the_head_can_be_moved_and_others_not() -> None:
    middle = "<script>a</script>"
    assert shape(page(f"{X}{OWN}{X}", f"<p>{middle}</p>{X}{OWN}")) == [
        (X, True, False),
        (OWN, True, False),
        (X, True, False),
        (middle, False, False),
        (X, False, True),
        (OWN, False, True),
    ]


def test_blocks_at_the_end_come_last_even_without_a_file() -> None:
    assert shape(page(X, f"<div><p></p>{OWN}</div>")) == [(X, True, False), (OWN, False, True)]
    assert shape(page(X, f"<div><p></p>{OWN}</div>text")) == [(X, True, False), (OWN, False, False)]


def test_what_a_template_marks_stays() -> None:
    html = page(f"{X}{OWN}")
    start = html.index(OWN)
    assert [can for _, can, _ in shape(html, ((start, start + len(OWN)),))] == [True, False]


def test_what_stands_in_something_else_stays() -> None:
    hidden = f"<noscript>{X}</noscript><!-- {X} -->"
    assert shape(page(hidden)) == [(X, False, False), (X, False, False)]


def test_where_the_end_of_a_script_is_not_clear_nothing_is_moved() -> None:
    assert shape(page(X, "<p><script>//<!--<script>\n</script>f()//--></script></p>")) == []
    odd = "<script title='</script'>f()</script>"
    assert shape(page(X, f"<p>{odd}</p>")) == [(X, True, False), (odd, False, True)]


def test_moved_scripts_keep_their_order() -> None:
    html = page(f"{X}\n{OWN}", "<p></p>")
    scanner = Scanner()
    found = scanner.scan(html, page="p")
    scripts = scripts_of(html, found, scanner)
    assert moved(html, scripts, scanner.end) == page("\n", f"<p></p>{X}\n{OWN}\n")
    assert moved(html, [], scanner.end) == html
