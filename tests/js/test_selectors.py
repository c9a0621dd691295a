"""Tests of which tags a selector may match."""

from __future__ import annotations

import pytest

from sphinx_compress.js.selectors import BOTH, CSS, JS, Selection, is_in_head, root_kinds, selected
from sphinx_compress.js.url_words import UNKNOWN


def of(selector: str, *, is_page: bool = True) -> list[Selection]:
    return list(selected(selector, is_page=is_page))


@pytest.mark.parametrize(
    "selector",
    [".nav", ".a.b", "link.theme", "#main", "script#data", "[data-x].a", "div > .link", ".link a"],
)
def test_a_selector_of_classes_finds_no_link(selector: str) -> None:
    assert of(selector) == []


@pytest.mark.parametrize("selector", ["a[href]", "div", "img[src]", "a[href$='.css']", "link > a"])
def test_a_selector_of_other_elements_finds_nothing(selector: str) -> None:
    assert of(selector) == []


def test_a_type_tells_of_what_kind_the_tags_are() -> None:
    assert of("link") == [Selection(CSS)]
    assert of("head > SCRIPT") == [Selection(JS)]
    assert of("a, link , script") == [Selection(CSS), Selection(JS)]


@pytest.mark.parametrize(
    "selector",
    [
        "link[href*=theme]",
        "link[href$='theme.css']",
        'link[ href *= "/_static/theme.css" ]',
        "[href*='theme.css']",
        f"link[href='{UNKNOWN}theme.css']",
    ],
)
def test_a_url_tells_a_tag_by_its_longest_word(selector: str) -> None:
    (found,) = of(selector)
    assert found.kinds == CSS
    assert len(found.words) == 1
    assert next(iter(found.words)).startswith("*css theme")
    assert not found.is_any


def test_a_url_that_is_not_known_may_be_any() -> None:
    assert of(f'link[href="{UNKNOWN}"]') == [Selection(CSS, is_any=True)]
    assert of(f'script[src$="{UNKNOWN}.js"]') == [Selection(JS, is_any=True)]


def test_a_place_may_be_that_of_any() -> None:
    assert of("link:first-child") == [Selection(CSS, is_any=True)]
    assert of("head > :nth-child(3)") == [Selection(BOTH, is_any=True)]


def test_all_children_of_the_head_are_tags_and_those_of_others_are_none() -> None:
    assert of("head > *") == [Selection(BOTH)]
    assert of(".menu > *") == []
    assert of("*", is_page=False) == []


def test_what_is_excluded_is_not_looked_for() -> None:
    assert of("a:not(link)") == []
    assert of("link:not([href*=theme])") == [Selection(CSS)]


@pytest.mark.parametrize(
    "selector",
    ["a[href='#top']", "[href^='#']", "[href^='mailto:']", "link[rel=icon]", "link:click"],
)
def test_what_no_bundle_has_is_not_found(selector: str) -> None:
    assert of(selector) == []


def test_style_sheets_are_told_by_their_relation() -> None:
    assert of("link[rel~='stylesheet']") == [Selection(CSS)]
    assert of("[rel=stylesheet]") == [Selection(CSS)]


def test_an_attribute_of_data_is_looked_for_in_the_tag() -> None:
    assert of("[data-theme]") == [Selection(BOTH, frozenset({"data-theme"}))]
    assert of("script[data-Theme=dark]") == [Selection(JS, frozenset({"data-theme"}))]


def test_a_comma_or_a_space_in_brackets_parts_nothing() -> None:
    assert [each.words for each in of("link[href='a, theme.css']")] == [{"*css theme.css"}]


def test_head_and_body_have_tags_in_them() -> None:
    assert root_kinds("head") == root_kinds("html > head") == root_kinds("div, HEAD") == BOTH
    assert root_kinds("body") == JS
    assert root_kinds("div") == root_kinds("head link") == frozenset()


def test_children_of_the_element_that_is_asked_may_be_tags_of_the_head() -> None:
    assert of(":scope > *") == of("head > *") != []
    assert of(":scope > li") == []


@pytest.mark.parametrize("selector", ["style", "head > style", "style:first-child", "style[media]"])
def test_a_style_element_stays_as_it_is(selector: str) -> None:
    assert of(selector) == [Selection(CSS, is_kept=True)]
    assert of("style, link") == [Selection(CSS, is_kept=True), Selection(CSS)]


@pytest.mark.parametrize("path", ["//link", "*//@data-a", "head/*"])
def test_a_path_is_no_selector(path: str) -> None:
    assert of(path) == []


def test_a_type_that_is_not_known_may_be_any_with_an_attribute() -> None:
    either = f"{UNKNOWN}[{UNKNOWN}$='{UNKNOWN}']"
    assert of(either) == of(f"{UNKNOWN}[{UNKNOWN}]") == [Selection(BOTH, is_any=True)]
    words = frozenset({"*css theme", "*js theme"})
    assert of(f"{UNKNOWN}[{UNKNOWN}*=theme]") == [Selection(BOTH, words)]
    assert of(f"{UNKNOWN}[src$='{UNKNOWN}']") == [Selection(JS, is_any=True)]
    assert of(f"{UNKNOWN}[href$='{UNKNOWN}']") == [Selection(CSS, is_any=True)]


def test_a_link_of_the_text_is_looked_for_by_the_whole_of_its_url() -> None:
    assert of(f"{UNKNOWN}[href='{UNKNOWN}']") == of(f"{UNKNOWN}[href='#{UNKNOWN}']") == []
    assert of(UNKNOWN) == of(f"{UNKNOWN}.nav") == of(f"a[{UNKNOWN}='{UNKNOWN}']") == []


def test_some_elements_stand_between_the_tags_of_the_head() -> None:
    for selector in ("title", "meta[name=x]", "a, head > base", "TITLE"):
        assert is_in_head(selector)
    for selector in ("link", ".title", "title a", "metadata", ""):
        assert not is_in_head(selector)


@pytest.mark.parametrize(
    "selector",
    [
        ":is(link)",
        "head :where(link, meta)",
        ":-webkit-any(link)",
        "head:has(> link)",
        "title ~ *",
        "meta + *",
        "link ~ *",
        ":root > :first-child > *",
        ":is(head, body) > *",
        "head :not(script)",
        ":not(body *)",
        r"\6cink",
        r"\00006C ink",
    ],
)
def test_a_selector_may_find_links_without_their_name_or_in_other_words(selector: str) -> None:
    assert any(found.kinds >= CSS for found in of(selector))


@pytest.mark.parametrize(
    "selector",
    [":is(a, .b)", ".a > :first-child > *", "[data-x] > *", "p ~ *", "a:not(script)", "ul:has(a)"],
)
def test_a_selector_of_what_is_in_other_elements_finds_nothing(selector: str) -> None:
    assert of(selector) == []
