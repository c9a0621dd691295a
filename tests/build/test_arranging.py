"""Tests of what is moved in each kind of page, and how that is noted."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.arranging import (
    MOVED,
    Arrangement,
    Arranger,
    PageNames,
    verdicts_of,
)
from sphinx_compress.page.front import PageScript
from sphinx_compress.page.vocabulary import vocabulary
from tests.sites import Site, sheet

X = '<script src="_static/x.js"></script>'


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("x.js", "function x() {}")
    site.write("reader.js", "if (!window.debug) { window.debug = 1 }")
    site.write("a.css", "body > * { display: block }")
    return site


def arranger_of(site: Site) -> Arranger:
    compressor = site.compressor()
    return Arranger(compressor.sources, compressor.cache)


def names(html: str = "", *, name: str = "p", sheets: tuple[str, ...] = ()) -> PageNames:
    return PageNames(name, vocabulary(html), (), sheets)


def waiting(site: Site, *texts: str, page: PageNames | None = None) -> list[str]:
    scripts = [PageScript(0, text, can_move=True, is_last=False) for text in texts]
    found, name = arranger_of(site).arrange(scripts, page or names(), "")
    assert name.startswith(MOVED)
    return [each.text for each in found]


def test_scripts_of_the_head_wait_that_only_declare(site: Site) -> None:
    assert waiting(site, X) == [X]
    act = "<script>document.body.className = 'js'</script>"
    assert waiting(site, act, X) == [X]
    assert waiting(site, "<script>f()</script>", X) == []


def test_scripts_that_run_later_anyway_are_of_no_interest(site: Site) -> None:
    deferred = '<script defer src="_static/gone.js"></script>'
    data = "<script type=text/plain>f()</script>"
    assert waiting(site, deferred, data, X) == [X]


@pytest.mark.parametrize(
    "other",
    [
        '<script src="https://example.org/a.js"></script>',
        '<script src="_static/gone.js"></script>',
        '<script href="_static/x.js"></script>',
    ],
)
def test_nothing_waits_behind_what_cannot_be_read(other: str, site: Site) -> None:
    assert waiting(site, other, X) == []


@pytest.mark.parametrize(
    "attribute", ["async", "id=x", 'fetchpriority="high"', 'blocking="render"']
)
def test_what_somebody_wants_early_stays(attribute: str, site: Site) -> None:
    assert waiting(site, X.replace(" src", f" {attribute} src")) == []


def test_of_async_scripts_of_other_sites_only_those_that_count_readers_are_known(
    site: Site,
) -> None:
    other = '<script async src="https://{}"></script>'
    assert waiting(site, other.format("example.org/a.js"), X) == []
    assert waiting(site, other.format("www.googletagmanager.com/gtag/js?id=x"), X) == [X]


def test_a_script_stays_whose_tag_another_looks_for(site: Site) -> None:
    looks = "<script>function f() { document.querySelector('script[src*=x]') }</script>"
    scripts = [PageScript(0, X, can_move=True, is_last=False)]
    page = names()._replace(referring=(looks,))
    assert arranger_of(site).arrange(scripts, page, "")[0] == []


def test_nothing_waits_where_a_sheet_may_tell_what_is_last(site: Site) -> None:
    sheet = '<link rel="stylesheet" href="_static/a.css" />'
    style = "<style>body > p:last-child { color: red }</style>"
    assert waiting(site, X, page=names(sheets=(sheet,))) == []
    assert waiting(site, X, page=names(sheets=(style,))) == []
    assert waiting(site, X, page=names(sheets=("<style>p { color: red }</style>",))) == [X]


@pytest.mark.parametrize(
    "html", ["<p id=debug>", '<form name="debug">', "<img name = debug>", "<a NAME=&#100;ebug>"]
)
def test_nothing_waits_where_an_element_has_a_name_that_is_looked_for(
    html: str, site: Site
) -> None:
    reader = '<script src="_static/reader.js"></script>'
    assert waiting(site, reader) == [reader]
    assert waiting(site, reader, page=names(html)) == []


def test_pages_share_an_arrangement_but_for_their_names(site: Site) -> None:
    arranger = arranger_of(site)
    found = set()
    for name in ("p", "q"):
        script = PageScript(0, f"<script>const page = '{name}';</script>", True, False)
        waiting, arrangement = arranger.arrange([script], names(name=name), "")
        assert waiting == [script]
        found.add(arrangement)
    assert len(found) == 1


def test_an_arrangement_is_read_from_its_name(site: Site) -> None:
    scripts = [PageScript(0, X, can_move=True, is_last=False)]
    _, name = arranger_of(site).arrange(scripts, names(), "")
    arrangement = Arrangement.from_name(name)
    assert arrangement is not None
    assert arrangement.waiting == (0,)
    assert arrangement.name == name
    assert Arrangement.from_name("@moved [") is None


def test_an_arrangement_is_out_of_date_when_a_file_belongs_elsewhere(site: Site) -> None:
    scripts = [PageScript(0, X, can_move=True, is_last=False)]
    _, name = arranger_of(site).arrange(scripts, names(), "")
    site.write("x.js", "function y() {}")
    assert not arranger_of(site).is_changed(name)
    site.write("x.js", "document.title = 'x'")
    assert arranger_of(site).is_changed(name)
    assert arranger_of(site).is_changed("@moved []")


def test_it_is_told_why_a_script_stays(site: Site) -> None:
    site.write("x.js", "\ndocument.title = 'x'")
    scripts = [PageScript(0, text, True, False) for text in (X, "<script>let a = 1</script>")]
    arranger = arranger_of(site)
    _, name = arranger.arrange(scripts, names(), "")
    found = {each.tag: each.reason for each in verdicts_of(arranger, [name, "@moved x"])}
    assert found == {
        "_static/x.js": "it does something at once, line 2",
        "<script>let a = 1</script>": "_static/x.js stays, and does more than is understood",
    }


def test_scripts_stay_where_whole_fonts_would_come_before_them(site: Site) -> None:
    site.write("fonts.css", "@font-face { font-family: A; src: url(a.woff2) }")
    site.write("a.woff2", b"f" * 1_000)
    page = names(sheets=(sheet("fonts.css"),))
    assert waiting(site, X, page=page) == []
    site.write("a.woff2", b"")
    assert waiting(site, X, page=page) == [X]
