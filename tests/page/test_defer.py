"""Tests of the move of deferred scripts to the end of their page."""

from __future__ import annotations

import pytest

from sphinx_compress.page.defer import last_run, rearranged
from sphinx_compress.page.scan import Scanner

SHEET = '<link rel="stylesheet" href="a.css">'


def script(name: str, attributes: str = "") -> str:
    return f'<script{attributes} src="{name}.js"></script>'


def deferred(name: str) -> str:
    return script(name, " defer")


def page(head: str, tail: str = script("late"), body: str = "<p>Text</p>") -> str:
    return f"<html><head>{SHEET}{head}</head><body>{body}{tail}<p>End</p></body></html>"


def rearranged_page(html: str) -> str:
    found = Scanner().scan(html)
    run = last_run(found)
    assert run is not None
    return rearranged(html, found, run)


# What stands at the end


def test_the_scripts_at_the_end_are_the_last_run() -> None:
    tail = f"{script('late')}\n<script>inline()</script>\n{script('later', ' async')}"
    html = page("", tail)
    run = last_run(Scanner().scan(html))
    assert run is not None
    assert html[run.start : run.end] == tail
    assert last_run(Scanner().scan(page("", ""))) is None


def test_a_run_that_a_marked_region_cuts_in_two_is_left_alone() -> None:
    html = page("", f"{script('a')}{script('marked')}{script('b')}")
    start = html.index(script("marked"))
    found = Scanner().scan(html, taken=[(start, start + len(script("marked")))])
    assert sum(run.late for run in found) == 2
    assert last_run(found) is None


# Deferred scripts of the head


def test_deferred_scripts_go_to_the_end() -> None:
    head = f"{script('first')}\n{deferred('one')}\n{script('second')}\n{deferred('two')}"
    after = rearranged_page(page(head))
    tail = f"{script('late')}\n{deferred('one')}\n{deferred('two')}"
    assert after == page(f"{script('first')}\n\n{script('second')}\n", tail)


def test_deferred_scripts_go_before_those_that_are_there() -> None:
    for there in (deferred("own"), script("own", ' type="module"')):
        tail = f"{script('late')}\n{there}{script('last')}"
        after = rearranged_page(page(deferred("one"), tail))
        moved = f"{script('late')}\n{deferred('one')}\n{there}{script('last')}"
        assert after == page("", moved)


def test_style_sheets_between_which_one_stood_are_neighbours() -> None:
    after = rearranged_page(page(f"{deferred('one')}{SHEET}"))
    assert f"{SHEET}{SHEET}" in after


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        " async",
        " defer async",
        " defer id=x",
        ' defer data-x="y"',
        " defer integrity=x",
        " defer crossorigin",
        ' defer nonce="abc"',
        ' defer type="module"',
        ' defer type="text/x-own"',
        ' defer fetchpriority="high"',
    ],
)
def test_what_is_not_just_deferred_stays(attributes: str) -> None:
    html = page(script("one", attributes))
    assert rearranged_page(html) == html


@pytest.mark.parametrize(
    "attributes",
    [
        ' defer="defer"',
        ' type="text/javascript" defer',
        ' defer fetchpriority="low" charset="utf-8"',
    ],
)
def test_what_is_just_deferred_is_moved(attributes: str) -> None:
    one = script("one", attributes)
    assert rearranged_page(page(one)) == page("", f"{script('late')}\n{one}")


@pytest.mark.parametrize(
    "staying",
    [
        script("x", " defer id=x"),
        script("x", ' type="module"'),
        "<script type=module>import 'x'</script>",
        "<meta name=x><SCRIPT defer data-x src=x.js></SCRIPT>",
        # It may write one.
        r"<script>document.write('<script defer src=x.js><\/script>')</script>",
    ],
)
def test_deferred_scripts_keep_their_order(staying: str) -> None:
    html = page(f"{deferred('one')}{staying}")
    assert rearranged_page(html) == html
    html = page(deferred("one"), body=f"<p>Text</p>{staying}<p>More</p>")
    assert rearranged_page(html) == html
    # What stands behind all that stay is free to go.
    after = rearranged_page(page(f"{deferred('one')}{staying}{deferred('two')}"))
    assert after == page(f"{deferred('one')}{staying}", f"{script('late')}\n{deferred('two')}")


@pytest.mark.parametrize("odd", ["<script 'defer' src=x.js></script>", "<script", "<script "])
def test_in_doubt_deferred_scripts_stay(odd: str) -> None:
    html = page(deferred("one"), body=f"<p>Text</p>{odd}<script></script><p>More</p>")
    assert rearranged_page(html) == html


def test_scripts_that_are_not_deferred_are_in_no_ones_way() -> None:
    others = f"{script('deferred')}<meta name=x><script>x()</script>"
    after = rearranged_page(page(f"{deferred('one')}{others}"))
    assert after == page(others, f"{script('late')}\n{deferred('one')}")


def test_a_marked_region_that_is_deferred_is_in_the_way() -> None:
    html = page(f"{deferred('one')}{deferred('marked')}")
    start = html.index(deferred("marked"))
    found = Scanner().scan(html, taken=[(start, start + len(deferred("marked")))])
    run = last_run(found)
    assert run is not None
    assert rearranged(html, found, run) == html


# Announcements


def preload(name: str, attributes: str = "") -> str:
    return f'<link rel="preload" as="script"{attributes} href="{name}.js?v=1">'


def test_what_announces_a_script_at_the_end_is_left_out() -> None:
    head = f"{preload('late')}{preload('one')}{preload('other')}{deferred('one')}"
    after = rearranged_page(page(head))
    assert after == page(preload("other"), f"{script('late')}\n{deferred('one')}")


def test_what_announces_a_script_of_the_head_stays() -> None:
    html = page(f"{preload('one')}{script('one')}", script("one"))
    assert rearranged_page(html) == html


def test_an_announcement_that_somebody_may_look_for_stays() -> None:
    html = page(preload("late", " id=x"))
    assert rearranged_page(html) == html
