"""Tests of which frames of a page may show pages of its own site."""

from __future__ import annotations

import pytest

from sphinx_compress.page.frames import Frames

BASE = "https://docs.example.org/en/"


def is_own(tag: str, base_url: str = BASE) -> bool:
    return [*Frames(base_url).of_the_site(f"<p>{tag}</p>")] == [tag]


@pytest.mark.parametrize(
    "tag",
    [
        "<iframe src='other.html'>",
        "<iframe>",
        "<iframe src=''>",
        "<IFRAME SRC='https://docs.example.org/x.html'>",
        "<iframe src='//docs.example.org:443/x.html'>",
        "<iframe src='https://example.org/x.html'>",
        "<iframe src='https://other.com/' srcdoc='x'>",
        "<iframe src='https://other.com\\@docs.example.org/'>",
        "<iframe src='https:other.html'>",
        "<iframe src='https://other.com@docs.example.org/'>",
        "<iframe src='https://docs&#46;example.org/'>",
        "<iframe title=' src=https://other.com/' src='other.html'>",
        "<iframe title='a>",
        "<iframe src='other.html' src='https://other.com/'>",
        "<object data='x.svg'>",
        "<object src='https://other.com/' data='x.html'>",
        "<embed src=x.svg>",
        "<iframe src='javascript:parent.f()'>",
    ],
)
def test_what_is_not_shown_to_be_of_another_site_may_be_of_this_one(tag: str) -> None:
    assert is_own(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "<iframe src='https://www.youtube.com/embed/x'>",
        "<iframe src='https://other.com/x?a=https://docs.example.org'>",
        "<iframe width=5 src=//other.com>",
        "<object data='https://other.com/x'>",
        "<iframes src='other.html'>",
        "<p title='x'>",
    ],
)
def test_another_domain_is_another_site(tag: str) -> None:
    assert not is_own(tag)


def test_where_nobody_says_where_the_site_will_be_only_players_are_of_other_sites() -> None:
    for base_url in ("", "/docs/", "docs"):
        assert is_own("<iframe src='https://other.com/'>", base_url)
        assert not is_own("<iframe src='https://www.youtube-nocookie.com/embed/x'>", base_url)
    # One of these sites may use this, too.
    assert is_own("<iframe src='https://maps.google.com/x'>", "https://developers.google.com/x")
