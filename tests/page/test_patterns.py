"""Tests of the patterns for the tags of a whole page."""

from __future__ import annotations

import re

import pytest

from sphinx_compress.page.patterns import COMMENT, find_elements, places_of, raw_element, start_tag

LINK = '<link rel="stylesheet" href="a.css">'
SCRIPT = '<SCRIPT src="a.js"></SCRIPT>'
STYLE = "<style>p{}</style>"


def found(html: str) -> list[tuple[str, str]]:
    return [(each.name, html[each.start : each.end]) for each in find_elements(html)]


@pytest.mark.parametrize(
    "tag", ["<link>", "<link/>", "<LINK a='>' b=\">\">", "<link\na>", "<link a=b'c>'>"]
)
def test_a_start_tag_ends_at_the_first_bracket_outside_of_quotes(tag: str) -> None:
    match = re.match(start_tag("link"), f"{tag}>", re.IGNORECASE)
    assert match is not None
    assert match[0] == tag


@pytest.mark.parametrize("tag", ["<links>", "<link", "<link '>", "< link>", "</link>"])
def test_what_is_no_such_start_tag_is_not_found(tag: str) -> None:
    assert re.match(start_tag("link"), tag) is None


def test_a_raw_element_ends_at_its_end_tag() -> None:
    pattern = re.compile(raw_element("script"))
    for text in ("<script></script>", "<script a='</script>'>a < b</scripts></script\n>"):
        match = pattern.match(f"{text}</script>")
        assert match is not None
        assert match[0] == text
    # Browsers do not agree with themselves where this one ends.
    assert pattern.match("<script><!-- <script></script>") is None


@pytest.mark.parametrize("text", ["<!-- a -->", "<!-- - -- > --!>", "<!--a--b-->"])
def test_a_comment_ends_as_browsers_have_it(text: str) -> None:
    match = re.match(COMMENT, f"{text}-->")
    assert match is not None
    assert match[0] == text


def test_elements_and_comments_are_found_in_order() -> None:
    html = f"<html><head>{LINK}\n<!-- a -->{STYLE}</head><body><p>{SCRIPT}</p></body></html>"
    assert found(html) == [
        ("link", LINK),
        ("comment", "<!-- a -->"),
        ("style", STYLE),
        ("script", SCRIPT),
    ]


@pytest.mark.parametrize("around", ["<!--{}-->", "<title>{}</title>", "<meta content='{}'>"])
def test_what_is_text_is_no_element(around: str) -> None:
    assert LINK not in [text for _, text in found(around.format(LINK) + SCRIPT)]
    assert found(around.format(LINK) + SCRIPT)[-1] == ("script", SCRIPT)


@pytest.mark.parametrize("name", ["noscript", "template", "NoScript"])
def test_what_is_in_something_that_is_not_shown_is_hidden(name: str) -> None:
    html = f"<{name}>{LINK}{STYLE}</{name}>{LINK}"
    assert found(html) == [("link", LINK), ("style", STYLE), ("link", LINK)]
    assert [each.is_hidden for each in find_elements(html)] == [True, True, False]


def test_what_waits_is_a_part_of_the_page() -> None:
    html = f'<noscript data-compress-whole="">{SCRIPT}</noscript>'
    assert [(each.name, each.is_hidden) for each in find_elements(html)] == [("script", False)]


@pytest.mark.parametrize("text", ["<!-- a", "<script>a", "<style>", f"<script>{LINK}"])
def test_what_nothing_ends_goes_to_the_end_of_the_page(text: str) -> None:
    assert found(LINK + text)[1:] == [(found(text)[0][0], text)]


def test_an_empty_comment_may_be_short() -> None:
    assert found(f"<!-->{LINK}<!--->{LINK}") == [
        ("comment", "<!-->"),
        ("link", LINK),
        ("comment", "<!--->"),
        ("link", LINK),
    ]


def test_all_places_of_a_word_are_found() -> None:
    assert list(places_of("aXaaXa", "a")) == [0, 2, 3, 5]
    assert list(places_of("aaa", "aa")) == [0, 1]
    assert list(places_of("", "a")) == []


HOSTILE = ["<!--", "<script>", "<link '", "<noscript>", "<title>", "<template>", "<style", "<!-- -"]


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_pages_of_any_length_are_read_to_their_end(part: str) -> None:
    # With time that grows with the square of the length, this would take hours.
    text = part * (400_000 // len(part))
    for end in ("", "<!-- -->", "</noscript><noscript></noscript>"):
        assert list(find_elements(text + end + LINK)) is not None


def test_a_start_tag_without_an_end_holds_nothing() -> None:
    for tag in ("<noscript>", "<title>", "<noscript><!-- </noscript> -->"):
        assert ("link", LINK) in found(f"{tag}{LINK}")
        assert not any(each.is_hidden for each in find_elements(f"{tag}{LINK}"))
    assert [each.is_hidden for each in find_elements(f"<noscript><noscript>{LINK}</noscript>")] == [
        True
    ]
