"""Tests of pages whose scripts are moved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from sphinx_compress.build.arranging import Arranger
from sphinx_compress.build.moving import Mover, PageToMove
from sphinx_compress.page.frames import Frames
from sphinx_compress.page.opt_out import OptOut
from sphinx_compress.page.vocabulary import vocabulary
from tests.sites import Site

SHEET = '<link rel="stylesheet" href="_static/a.css" />'
X = '<script src="_static/x.js"></script>'
Y = '<script defer src="_static/y.js"></script>'
Z = '<script src="_static/z.js"></script>'


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    for name in ("x.js", "y.js"):
        site.write(name, "function x() {}")
    site.write("z.js", "f()")
    return site


def page(head: str, body: str = "<p></p>") -> str:
    return f"<html><head>{SHEET}{head}</head><body>{body}</body></html>"


def move(
    site: Site, html: str, *, waits: bool = True, has_gate: bool = True, host: str = "none"
) -> str:
    return moved(site, html, waits=waits, has_gate=has_gate, host=host)[0]


def moved(
    site: Site, html: str, *, waits: bool = True, has_gate: bool = True, host: str = "none"
) -> tuple[str, frozenset[str]]:
    """Return a page with its scripts moved, and the names that tell of it."""
    compressor = site.compressor()
    arranger = Arranger(compressor.sources, compressor.cache, waits=waits, host=host)
    mover = Mover(arranger, frames=Frames("https://docs.example.com/en/"))
    scan = partial(mover.scanner.scan, page="p")
    names = vocabulary(html) if has_gate else frozenset[str]()
    asked = PageToMove("p", "", names, (), scan)
    text, _, told = mover.move(html, scan(html), asked)
    return text, told


def test_scripts_that_wait_stand_before_the_last_ones_and_deferred_ones_behind(site: Site) -> None:
    assert move(site, page(f"{Y}{X}", f"<p></p>{Z}")) == page("", f"<p></p>{X}\n{Z}\n{Y}")
    assert move(site, page(X)) == page("", f"<p></p>{X}\n")


def test_without_a_gate_or_if_it_is_switched_off_only_deferred_ones_are_moved(site: Site) -> None:
    html = page(f"{Y}{X}", f"<p></p>{Z}")
    wanted = page(X, f"<p></p>{Z}\n{Y}")
    assert move(site, html, waits=False) == wanted
    assert move(site, html, has_gate=False) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "<iframe src='other.html'></iframe>",
        "<iframe src='https://example.org/' srcdoc='x'></iframe>",
        "<iframe src='https://docs.example.com/en/other.html'></iframe>",
        "<object data='_images/x.svg'></object>",
        "<base href='/x/'>",
        "<SCRIPT>f()</SCRIPT>",
        "<template><p>",
        "<TEXTAREA>",
        "<style>body > * { display: block }</style>",
    ],
)
def test_what_may_look_at_the_page_from_elsewhere_keeps_all_scripts(body: str, site: Site) -> None:
    html = page(X, body)
    assert move(site, html) == html


def test_a_sheet_may_count_the_children_of_a_body_by_its_class(site: Site) -> None:
    site.write("a.css", ".wide > :last-child { color: red }")
    html = page(X).replace("<body>", "<body class='x Wide'>")
    assert move(site, html) == html
    html = html.replace("Wide", "narrow")
    assert move(site, html) != html


def test_a_frame_of_another_site_does_not(site: Site) -> None:
    frame = "<iframe src='https://example.org/'></iframe>"
    assert move(site, page(X, frame)) == page("", f"{frame}{X}\n")


def test_what_a_user_keeps_out_does_not_move_and_others_do(site: Site) -> None:
    site.write("w.js", "function w() {}")
    compressor = site.compressor()
    arranger = Arranger(compressor.sources, compressor.cache)
    mover = Mover(arranger, OptOut(("*/y.js",)))
    off = '<script data-compress="off" src="_static/w.js"></script>'
    html = page(f"{off}{X}{Y}", f"<p></p>{Z}")
    scan = partial(mover.scanner.scan, page="p")
    asked = PageToMove("p", "", frozenset("p"), (), scan)
    assert mover.move(html, scan(html), asked)[0] == page(f"{off}{Y}", f"<p></p>{X}\n{Z}")


def test_a_page_says_why_no_script_moves_in_it(site: Site) -> None:
    _, told = moved(site, page(X, "<base href='/x/'>"))
    assert told == {"@eager the page may have a base element"}
    _, told = moved(site, page(X, "<style>body > * { display: block }</style>"))
    assert not any(each.startswith("@eager") for each in told)


def test_a_page_without_a_script_in_its_head_has_nothing_to_say(site: Site) -> None:
    html = page("", f"<base href='/x/'>{Z}")
    assert moved(site, html) == (html, frozenset())
    assert moved(site, page(X), waits=False)[1] == frozenset()


def test_where_a_host_counts_a_script_another_stands_in_for_it(site: Site) -> None:
    site.write("js/theme.js", "function f() {}")
    theme = '<script src="_static/js/theme.js?v=1"></script>'
    stand_in = (
        '<script nomodule data-compress="off" data-compress-counted=""'
        ' src="_static/js/theme.js?v=1"></script>'
    )
    later = '<script src="_static/js/./theme.js?v=1"></script>'
    assert move(site, page(f"{X}{theme}"), host="readthedocs") == page(
        stand_in, f"<p></p>{X}\n{later}\n"
    )
    assert move(site, page(f"{X}{theme}")) == page("", f"<p></p>{X}\n{theme}\n")


@pytest.mark.parametrize(
    "theme",
    [
        # Nobody may count both.
        '<script data-x="_static/js/theme.js" src="_static/js/theme.js"></script>',
        '<script src="_static/js/theme.js?_static/js/theme.js"></script>',
        '<script src="_static/js/theme&#46;js"></script>',
    ],
)
def test_a_script_that_is_counted_by_an_odd_tag_stays(theme: str, site: Site) -> None:
    site.write("js/theme.js", "function f() {}")
    assert move(site, page(theme), host="readthedocs") == page(theme)
