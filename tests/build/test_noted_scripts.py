"""Tests of the names that tell of all code of a page."""

from __future__ import annotations

import pytest

from sphinx_compress.build.noted_scripts import IS_NOTED, frames_among, noted, scripts_among
from sphinx_compress.page.frames import Frames
from sphinx_compress.page.scan import Scanner

OWN = '<script src="../_static/a.js"></script>'
FOREIGN = '<script src="https://example.org/a.js"></script>'


def names_of(body: str, head: str = "") -> frozenset[str] | None:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    scanner = Scanner()
    found = scanner.scan(html)
    return noted(html, found, scanner.script_starts(html), "../", Frames())


def test_scripts_handlers_and_addresses_are_noted() -> None:
    names = names_of("<p onclick='f()'><script>g()</script><a href='javascript:h()'></a></p>")
    assert names is not None
    assert IS_NOTED in names
    assert set(scripts_among(names)) == {f"<script>{name}()</script>" for name in "fgh"}


def test_of_scripts_in_runs_those_are_noted_that_an_offline_build_looks_for_nowhere() -> None:
    assert [*scripts_among(names_of("", OWN) or ())] == []
    assert [*scripts_among(names_of("", FOREIGN) or ())] == [FOREIGN]


def test_frames_of_the_site_are_noted() -> None:
    names = names_of(
        '<iframe src="../x.html"></iframe><iframe src="https://youtube.com/"></iframe>'
    )
    assert [*frames_among(names or ())] == ['<iframe src="../x.html">']
    assert [*frames_among(names_of('<object data="x.svg" type="image/svg+xml">') or ())] == []


@pytest.mark.parametrize(
    "body",
    [
        "<SCRIPT>f()</SCRIPT>",
        "<svg><script href='a.js'></script></svg>",
        "<a href='javascript:f()'class=x>",
    ],
)
def test_a_page_that_is_not_understood_has_no_names(body: str) -> None:
    assert names_of(body) is None
