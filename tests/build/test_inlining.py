"""Tests of which critical parts stand in pages themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.inlining import Inlining
from sphinx_compress.bundle import splitter
from tests.build.projects import Unmarked, css, js, snapshot
from tests.build.test_splitting import anew, rules
from tests.sites import AS_IT_IS, Site

MINIFIED = ".own{c:d}" + ".own{e:f}" * 100


@pytest.fixture(name="site")
def a_site_that_wants_its_parts_in_pages(tmp_path: Path) -> Unmarked:
    values = {**AS_IT_IS, "critical": "inline", "css_filters": ["urls", "csscompressor"]}
    site = Site(tmp_path / "site", values=values)
    site.write("a.css", "p{a:b}" + rules("z"))
    site.write("b.css", MINIFIED)
    for name in "abc":
        site.write(f"{name}.js", f"document.title += '{name}'  // a comment\n")
    body = '<p class="own"></p>' + js("a", "b")
    # Something stands between the sheets in one of the pages, so that each is a bundle.
    pages = {f"p{number}": (css("a", "b"), body) for number in range(4)}
    return Unmarked(site, pages | {"odd": (css("a", "c", "b"), body)})


def parts(site: Unmarked, page: str) -> list[str]:
    """Return how each style sheet of a page begins."""
    head = site.text(page).partition("</head>")[0]
    ways = {"<style>": "inline", 'href="_static/compress/css/critical.': "file"}
    found = [(head.find(mark, at), way) for mark, way in ways.items() for at in range(len(head))]
    return [way for at, way in sorted({each for each in found if each[0] >= 0})]


def why(site: Unmarked) -> str:
    """Return what the record says of parts that are files."""
    text = (site.store / "regions.json").read_text()
    return text.partition("not in the page itself: ")[2].partition(")")[0]


def test_all_sheets_of_a_page_stand_in_it_however_small(site: Unmarked) -> None:
    site.site.write("c.css", "q{a:b}")
    assert site.build()[1] == []
    assert parts(site, "p0") == ["inline", "inline"]
    assert f"<style>{MINIFIED[:9]}" in site.text("p0")
    assert site.text("p0").count("data-compress-late") == 2
    # Nothing of it can match, but the page need not wait for it.
    assert parts(site, "odd") == ["inline", "inline"]
    assert site.text("odd").count("data-compress-late") == 3
    assert anew(site) == snapshot(site.html)


@pytest.mark.parametrize(
    ("tag", "is_inline"),
    [
        ('<script src="_static/c.js"></script>', False),
        ('<script src="https://example.org/c.js" async></script>', True),
        ('<script src="_static/c.js" defer></script>', True),
        ('<script src="_static/c.js" type="module"></script>', True),
        ("<script>document.title += 'c'</script>", True),
        ('<link rel="stylesheet" href="https://example.org/c.css" />', False),
        ('<link rel="stylesheet" href="https://example.org/c.css" media="print" />', True),
        ('<link rel="alternate stylesheet" title="x" href="https://example.org/c.css" />', True),
    ],
)
def test_a_page_that_waits_for_another_file_has_its_part_in_a_file(
    site: Unmarked, tag: str, is_inline: bool
) -> None:
    for page, (head, tail) in site.pages.items():
        site.pages[page] = (head + tag, tail)
    site.build()
    assert set(parts(site, "p0")) == {"inline" if is_inline else "file"}
    if not is_inline:
        assert "most pages wait for" in why(site)


def test_most_pages_of_a_sheet_decide(site: Unmarked) -> None:
    script = '<script src="_static/c.js"></script>'
    site.site.write("c.css", "q{a:b}")
    for page in ("p0", "p1"):
        site.pages[page] = (css("a", "b") + script, site.pages[page][1])
    site.build()
    assert {*parts(site, "p0"), *parts(site, "p2")} == {"inline"}
    site.pages["p2"] = site.pages["p1"]
    site.build("p2")
    assert {*parts(site, "p0"), *parts(site, "p3")} == {"file"}
    assert why(site) == "most pages wait for _static/c.js as well"
    assert anew(site) == snapshot(site.html)


def test_a_part_that_is_too_large_is_a_file(
    site: Unmarked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitter, "LARGEST_INLINE", 5)
    site.build()
    assert set(parts(site, "p0")) == {"file"}
    assert why(site) == "it is too large for that"


def test_it_is_asked_only_if_parts_are_to_stand_in_pages(
    site: Unmarked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(Inlining, "decide")
    site.site.values["critical"] = "file"
    site.build()
    assert set(parts(site, "p0")) == {"file"}
