"""Tests of the swap of HTML in pages that are written already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.page.relink import Swap, relink


def swapped(page: str, *swaps: tuple[str, ...]) -> tuple[str, list[bool]]:
    """Make swaps, each of candidates and, last, what is wanted."""
    after, found = relink(page.encode(), [Swap(swap[:-1], swap[-1]) for swap in swaps], "utf-8")
    return after.decode(), found


def test_the_old_html_makes_room_for_the_new() -> None:
    assert swapped("a<old>b", ("<old>", "<new>")) == ("a<new>b", [True])


def test_what_is_not_there_is_told() -> None:
    assert swapped("a<old>b", ("<other>", "<new>")) == ("a<old>b", [False])
    assert swapped("", ("<other>", "<new>")) == ("", [False])
    assert swapped("a") == ("a", [])


def test_regions_are_swapped_in_their_order() -> None:
    page = "1<same>2<same>3<same>4"
    swaps = [("<same>", f"<{name}>") for name in "abc"]
    assert swapped(page, *swaps) == ("1<a>2<b>3<c>4", [True, True, True])


def test_a_region_may_become_what_another_one_was() -> None:
    page = "<a><b><c>"
    assert swapped(page, ("<a>", "<b>"), ("<b>", "<c>"), ("<c>", "<a>"))[0] == "<b><c><a>"


def test_a_region_that_stands_elsewhere_than_thought_is_found() -> None:
    page = "<b><a>"
    assert swapped(page, ("<a>", "<A>"), ("<b>", "<B>")) == ("<B><A>", [True, True])


def test_the_most_likely_candidate_wins() -> None:
    assert swapped("<b><a>", ("<a>", "<b>", "<new>")) == ("<b><new>", [True])
    assert swapped("<b>", ("<a>", "<b>", "<new>")) == ("<new>", [True])


def test_what_a_swap_put_in_place_no_other_takes_for_its_own() -> None:
    assert swapped("<a>", ("<a>", "<b>"), ("<b>", "<c>")) == ("<b>", [True, False])
    assert swapped("<a>", ("<a>", "<b>"), ("<z>", "<b>", "<b>")) == ("<b>", [True, False])
    assert swapped("<a>", ("<a>", "<aa>"), ("a", "x")) == ("<aa>", [True, False])


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_nothing_is_never_found(nothing: str) -> None:
    assert swapped("a b\n", (nothing, "<new>")) == ("a b\n", [False])


def test_a_region_may_become_nothing() -> None:
    assert swapped("a<old>b", ("<old>", "")) == ("ab", [True])


def test_a_page_with_windows_line_ends_keeps_them() -> None:
    page = "<p>\r\n<a>\r\n<b>\r\n</p>\r\n"
    after, found = swapped(page, ("<a>\n<b>", "<c>\n<d>"))
    assert (after, found) == ("<p>\r\n<c>\r\n<d>\r\n</p>\r\n", [True])


def test_a_single_carriage_return_does_not_hide_the_regions() -> None:
    # Such as in a style sheet with Windows line ends that was put into the page.
    page = "<p>\n<style>a{\r\n}</style>\n<a>\n<b>\n"
    swaps = (("<style>a{\r\n}</style>", "<style>b{\r\n}</style>"), ("<a>\n<b>", "<c>\n<d>"))
    after, found = swapped(page, *swaps)
    assert (after, found) == ("<p>\n<style>b{\r\n}</style>\n<c>\n<d>\n", [True, True])


def test_what_an_encoding_lacks_is_written_as_sphinx_writes_it() -> None:
    page = "ä<title='ä€'>€".encode("latin-1", "xmlcharrefreplace")
    after, found = relink(page, [Swap(("<title='ä€'>",), "<title='€ä'>")], "latin-1")
    assert found == [True]
    assert after == "ä<title='€ä'>€".encode("latin-1", "xmlcharrefreplace")


def test_bytes_that_are_no_text_are_left_alone() -> None:
    page = b"\xff\xfe<old>\x80"
    assert relink(page, [Swap(("<old>",), "<new>")], "utf-8") == (b"\xff\xfe<new>\x80", [True])


HTML = st.sampled_from(["<a>", "<b>", "<a>\n<b>", "<c>", "<c>\r\n", "x"])


@given(st.lists(HTML | st.sampled_from(["\n", "\r\n", " "])).map("".join), st.lists(HTML))
def test_to_relink_again_changes_nothing(page: str, htmls: list[str]) -> None:
    swaps = [
        Swap((html, f"<wanted-{number}>"), f"<wanted-{number}>")
        for number, html in enumerate(htmls)
    ]
    once, found = relink(page.encode(), swaps, "utf-8")
    twice, found_again = relink(once, swaps, "utf-8")
    # What was found now has its final form; nothing else may take its place.
    again = [swap for swap, was_there in zip(swaps, found, strict=True) if was_there]
    settled = [Swap((swap.wanted,), swap.wanted) for swap in again]
    assert relink(once, settled, "utf-8") == (once, [True] * len(settled))
    assert [there for there, was in zip(found_again, found, strict=True) if was] == [True] * len(
        settled
    )
    assert all(swap.wanted.encode() in twice for swap in again)


@given(st.lists(st.sampled_from("abcd"), unique=True, min_size=1))
def test_a_page_whose_regions_are_where_they_were_is_relinked_in_one_go(names: list[str]) -> None:
    page = "<p>".join(f"<{name}>" for name in names)
    swaps = [(f"<{name}>", f"<{name}{name}>") for name in names]
    after, found = swapped(page, *swaps)
    assert after == "<p>".join(f"<{name}{name}>" for name in names)
    assert all(found)
    assert swapped(after, *((swap[1], swap[0], swap[1]) for swap in swaps)) == (after, found)


def test_a_region_that_waits_is_found_in_another_style() -> None:
    page = '<p><noscript data-compress=""><script defer="" src="{}.js"></script></noscript></p>'
    old, new = (f'<script src="{name}.js" defer></script>' for name in ("old", "new"))
    assert swapped(page.format("old"), (old, new)) == (
        page.format("old").replace('<script defer="" src="old.js"></script>', new),
        [True],
    )
    # Any other such element is for readers without scripts.
    others = page.format("old").replace("data-compress", "data-other")
    assert swapped(others, (old, new)) == (others, [False])
