"""Tests of what users keep out."""

from __future__ import annotations

import pytest

from sphinx_compress.core.types import ROOT_MARKER
from sphinx_compress.page.opt_out import (
    BY_ATTRIBUTE,
    BY_PATTERN,
    OptOut,
    is_off_in_metadata,
    is_off_page,
)
from sphinx_compress.page.pieces import elements_of


def reason(tag: str, *patterns: str, prefix: str = "") -> str:
    (piece,) = elements_of(tag)
    return OptOut(patterns).reason(piece, prefix)


def script(url: str) -> str:
    return f'<script src="{url}"></script>'


@pytest.mark.parametrize(
    "tag",
    [
        '<script data-compress="off" src="a.js"></script>',
        "<script data-compress=off>f()</script>",
        '<link rel="stylesheet" href="a.css" DATA-COMPRESS="OFF" />',
        '<style data-compress=" off ">a{}</style>',
    ],
)
def test_an_attribute_keeps_a_tag(tag: str) -> None:
    assert reason(tag) == BY_ATTRIBUTE


@pytest.mark.parametrize(
    "tag",
    [
        '<script data-compress="on" src="a.js"></script>',
        '<script data-compress src="a.js"></script>',
        '<script data-compress-gate="off" src="a.js"></script>',
        '<script src="a.js">data-compress="off"</script>',
    ],
)
def test_another_value_or_another_attribute_does_not(tag: str) -> None:
    assert reason(tag) == ""


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        (f"{ROOT_MARKER}_static/js/a.js?v=12", "_static/js/a.js"),
        (f"{ROOT_MARKER}_static/js/a.js", "*/a.js"),
        (f"{ROOT_MARKER}_static/js/a.js?v=12", "a.js"),
        (f"{ROOT_MARKER}_static/js/a.js", "a.*"),
        ("../../_static/a.js", "_static/a.js"),
        ("_static/a.js#x", "_static/[ab].js"),
        ("https://example.org/x/a.js?id=1", "https://example.org/*"),
        ("https://example.org/x/a.js?id=1", "*/a.js"),
        ("https://example.org/x?id=1", "*/x?id=*"),
    ],
)
def test_a_pattern_means_the_path_in_the_site_or_the_url_of_another_one(
    url: str, pattern: str
) -> None:
    assert reason(script(url), "*/other.js", pattern) == BY_PATTERN
    assert reason(script(url), "*/other.js") == ""


@pytest.mark.parametrize("pattern", ["/a.js", "js/a.js", "*/A.js", "a", "*/.js"])
def test_a_pattern_means_the_whole_of_it(pattern: str) -> None:
    assert reason(script(f"{ROOT_MARKER}_static/js/a.js"), pattern) == ""


def test_a_page_with_urls_from_the_root_of_its_server_has_the_same_paths() -> None:
    tag = script("/en/_static/a.js")
    assert reason(tag, "_static/a.js", prefix="/en/") == BY_PATTERN
    assert reason(tag, "_static/a.js", prefix="/fr/") == ""


def test_a_block_has_no_url() -> None:
    assert reason("<script>f()</script>", "*", "*/*") == ""


@pytest.mark.parametrize(
    ("html", "is_off"),
    [
        ('<!DOCTYPE html>\n<html lang="en" data-compress="off">\n<head></head>', True),
        ("<html data-compress=off><head></head>", True),
        ('<html lang="en"><head data-compress="off"></head>', False),
        ('<html data-compress="on"><head></head>', False),
        ('<!-- <html data-compress="off"> --><html><head></head>', False),
        ('<html><head></head><body><html data-compress="off"></body>', False),
        ("", False),
    ],
)
def test_a_page_is_off_if_its_tag_says_so(html: str, *, is_off: bool) -> None:
    assert is_off_page(html) == is_off


@pytest.mark.parametrize("value", ["off", " OFF ", "false", False, "no", "0"])
def test_metadata_turn_a_page_off(value: object) -> None:
    assert is_off_in_metadata(value)


@pytest.mark.parametrize("value", ["", "on", True, None, "yes"])
def test_other_metadata_do_not(value: object) -> None:
    assert not is_off_in_metadata(value)
