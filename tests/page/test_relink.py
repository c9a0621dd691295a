"""Tests of the swap of HTML in pages that are written already."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.page.gate import gate_elements, sheet_element, split_element
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


def test_a_region_is_looked_for_behind_the_one_before_it_first() -> None:
    assert swapped("<b>x<a>y<b>", ("<a>", "<A>"), ("<b>", "<B>"))[0] == "<b>x<A>y<B>"


def test_behind_a_region_that_is_gone_the_next_one_is_looked_for_as_before() -> None:
    swaps = (("<a>", "<A>"), ("<gone>", "<new>"), ("<b>", "<B>"))
    assert swapped("<b>x<a>y<b>", *swaps) == ("<b>x<A>y<B>", [True, False, True])


def test_a_region_may_be_the_last_that_looks_so() -> None:
    page = b"<a>1<a>2<a>3"
    last, any_ = Swap(("<a>",), "<A>", is_last=True), Swap(("<a>",), "<B>")
    assert relink(page, [last], "utf-8") == (b"<a>1<a>2<A>3", [True])
    # Also of those in what other swaps have left.
    assert relink(page, [any_, last], "utf-8") == (b"<B>1<a>2<A>3", [True, True])
    assert relink(page, [last, last], "utf-8") == (b"<a>1<A>2<A>3", [True, True])
    assert relink(page, [last, any_], "utf-8") == (b"<B>1<a>2<A>3", [True, True])


def test_the_last_of_several_parts_is_that_of_the_page() -> None:
    # The second swap goes back, so that there are two parts behind it.
    swaps = [Swap(("b",), "B"), Swap(("z",), "Z"), Swap(("<a>",), "<A>", is_last=True)]
    assert relink(b"z<a>b<a>", swaps, "utf-8") == (b"Z<a>B<A>", [True] * 3)
    swaps[2] = Swap(("<a>",), "<A>")
    assert relink(b"z<a>b<a>", swaps, "utf-8") == (b"Z<A>B<a>", [True] * 3)


def test_what_stands_in_a_comment_is_no_region() -> None:
    assert swapped("<!-- <a> --><a>", ("<a>", "<A>")) == ("<!-- <a> --><A>", [True])
    assert swapped("<a><!-- <a> -->", ("<a>", "<A>")) == ("<A><!-- <a> -->", [True])
    assert swapped("<!-- <a> -->", ("<a>", "<A>")) == ("<!-- <a> -->", [False])
    assert swapped("<!-- <a>", ("<a>", "<A>")) == ("<!-- <a>", [False])
    assert swapped("--><a>", ("<a>", "<A>")) == ("--><A>", [True])
    # It is the last comment before it that counts.
    assert swapped("<!-- --><!-- <a> --><a>", ("<a>", "<A>"))[0] == "<!-- --><!-- <a> --><A>"
    assert swapped("<!-- --><!-- --><a>", ("<a>", "<A>"))[0] == "<!-- --><!-- --><A>"
    last = Swap(("<a>",), "<A>", is_last=True)
    assert relink(b"<a><a><!-- <a> -->", [last], "utf-8")[0] == b"<a><A><!-- <a> -->"


def test_a_region_may_overlap_itself() -> None:
    page = b"<a><a><a>"
    swap = Swap(("<a><a>",), "<A>", is_last=True)
    assert relink(page, [swap], "utf-8") == (b"<a><A>", [True])
    assert relink(b"aaab", [Swap(("aa",), "A", is_last=True)], "utf-8") == (b"aAb", [True])


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


def test_a_region_may_have_several_lines() -> None:
    assert swapped("1\n<a>\n<b>2", ("<a>\n<b>", "<A>\n<B>")) == ("1\n<A>\n<B>2", [True])


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


# Pages that something has written again


LINK = '<link rel="stylesheet" href="{}.css" />'


@pytest.mark.parametrize(
    "written",
    [
        "<link href='old.css' rel='stylesheet'>",
        "<LINK REL=stylesheet HREF=old.css>",
        '<link\n  rel="stylesheet"\n  href="old.css"/>',
    ],
)
def test_a_tag_is_found_in_another_style(written: str) -> None:
    page = f"<p>é</p>{written}<p>"
    wanted = LINK.format("new")
    assert swapped(page, (LINK.format("old"), wanted)) == (f"<p>é</p>{wanted}<p>", [True])


@pytest.mark.parametrize(
    "written",
    [
        "<link href='other.css' rel='stylesheet'>",
        "<link href='old.css' rel='stylesheet' media='print'>",
        "<link href='old.css'>",
        "<script href='old.css' rel='stylesheet'></script>",
    ],
)
def test_another_tag_is_another_one_in_any_style(written: str) -> None:
    assert swapped(written, (LINK.format("old"), "<new>")) == (written, [False])


def test_the_content_of_a_block_counts_in_any_style() -> None:
    page = "<script type=x>\none()\n</script><script type=x>two()</script>"
    block = '<script type="x">{}</script>'
    assert swapped(page, (block.format("two()"), "<new>")) == (
        "<script type=x>\none()\n</script><new>",
        [True],
    )
    # White space at its ends does not.
    assert swapped(page, (block.format("one()"), "<new>")) == (
        "<new><script type=x>two()</script>",
        [True],
    )


@pytest.mark.parametrize("attribute", ["defer", 'defer=""', "defer=defer", "DEFER='defer'"])
def test_an_attribute_that_is_only_there_has_any_style(attribute: str) -> None:
    page = f"<script {attribute} src=a.js></script>"
    assert swapped(page, ('<script src="a.js" defer></script>', "<new>")) == ("<new>", [True])


def test_comments_of_a_region_count_in_any_style() -> None:
    page = "<!--a--><link href=a><!--b--><link href=a>"
    assert swapped(page, ('<!--b--><link href="a">', "<new>")) == (
        "<!--a--><link href=a><new>",
        [True],
    )


def test_several_tags_are_found_in_another_style_only_as_neighbours() -> None:
    old = LINK.format("a") + "\n" + LINK.format("b")
    a, b = ("<link href=a.css rel=stylesheet>", "<link href=b.css rel=stylesheet>")
    for between in ("", " ", "\n\t"):
        page = f"{a}<p>{b}<i>{a}{between}{b}</i>"
        assert swapped(page, (old, "<new>")) == (f"{a}<p>{b}<i><new></i>", [True])
    page = f"{a}text{b}"
    assert swapped(page, (old, "<new>")) == (page, [False])


def test_text_alone_is_not_looked_for_in_another_style() -> None:
    assert swapped("<link href=a>", ("text", "<new>")) == ("<link href=a>", [False])


def test_each_candidate_is_looked_for_in_another_style() -> None:
    page = "<link href=b.css rel=stylesheet>"
    swap = (LINK.format("a"), LINK.format("b"), "<new>")
    assert swapped(page, swap) == ("<new>", [True])


def test_what_is_hidden_in_a_page_is_no_region_in_any_style() -> None:
    link = "<link href=a.css rel=stylesheet>"
    page = f"<noscript>{link}</noscript><template>{link}</template>{link}"
    assert swapped(page, (LINK.format("a"), "<new>"))[0] == page[: -len(link)] + "<new>"


def test_in_a_page_that_is_no_text_a_tag_is_found_in_another_style() -> None:
    page = b"\xff<p>\x80<link href=a.css rel=stylesheet>\xfe"
    swap = Swap((LINK.format("a"),), "<new>")
    assert relink(page, [swap], "utf-8") == (b"\xff<p>\x80<new>\xfe", [True])
    # There is no way back from what this encoding makes of these bytes.
    page = b"\x1b(B<link href=a.css rel=stylesheet>"
    assert relink(page, [swap], "iso2022_jp") == (page, [False])
    # In another part of the page, there is.
    swaps = [Swap(("<old>",), "<other>"), swap]
    page = b"\x1b(B<old><link href=a.css rel=stylesheet>"
    assert relink(page, swaps, "iso2022_jp") == (b"\x1b(B<other><new>", [True, True])


# Style sheets that are split, and the gate where the whole ones begin to apply


WHOLE = sheet_element("whole.css")
SPLIT = split_element(sheet_element("critical.css"), "whole.css")
GATE = gate_elements("opener.js", "gate.css")
LATE = '<script src="late.js"></script>'


def gate(*candidates: str, wanted: str = GATE) -> Swap:
    return Swap(candidates or ("",), wanted, is_gate=True)


def relinked(page: str, *swaps: Swap) -> tuple[str, list[bool]]:
    after, found = relink(page.encode(), swaps, "utf-8")
    return after.decode(), found


def late(html: str = LATE, wanted: str = LATE) -> Swap:
    return Swap((html,), wanted, is_last=True)


def test_a_gate_is_put_before_the_region_that_follows() -> None:
    page = f"<head>{WHOLE}</head><body>{LATE}<p></p>{LATE}\n</body></html>"
    sheets = Swap((WHOLE,), SPLIT)
    assert relinked(page, sheets, gate(), late()) == (
        f"<head>{SPLIT}</head><body>{LATE}<p></p>{GATE}{LATE}\n</body></html>",
        [True, True, True],
    )
    # Also if that is changed, or looks like nothing that is known.
    after, found = relinked(page, sheets, gate(), late(wanted="<new>"))
    assert after.endswith(f"<p></p>{GATE}<new>\n</body></html>")
    assert all(found)
    after, found = relinked(page, sheets, gate(), late("<gone>"))
    assert after.endswith(f"{LATE}\n{GATE}</body></html>")
    assert found == [True, True, False]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("<p>", "</body></html>"),
        ("<code></body></code>", "\r\n</BODY >\r\n</html>"),
        ("<p>", "</html>\n"),
        ("<p>\n", ""),
        ("", ""),
        ("é", ""),
    ],
)
def test_without_such_a_region_it_is_put_at_the_end_of_the_body(before: str, behind: str) -> None:
    behind = behind.lstrip("\r\n")
    assert relinked(f"{before}{behind}", gate()) == (f"{before}{GATE}{behind}", [True])


def test_a_gate_in_capitals_is_not_put_there_again() -> None:
    written = GATE.replace('data-compress-gate=""', "DATA-COMPRESS-GATE")
    assert relinked(f"<p>{written}", gate("", GATE)) == (f"<p>{GATE}", [True])


def test_a_gate_that_is_there_is_not_put_there_again() -> None:
    page = f"<p>{GATE}{LATE}</body>"
    for swap in (gate(GATE), gate("", GATE)):
        assert relinked(page, swap, late()) == (page, [True, True])
    # A killed build leaves each use twice.
    swaps = [gate("", GATE), late(), gate(GATE, ""), late()]
    assert relinked(page, *swaps) == (page, [True, True, False, False])
    assert relinked(f"<p>{LATE}</body>", *swaps) == (page, [True, True, False, False])


def test_a_gate_becomes_another_one() -> None:
    other = gate_elements("opener.js", "other.css")
    page = f"<p>{GATE}{LATE}</body>"
    assert relinked(page, gate(GATE, wanted=other), late())[0] == page.replace(GATE, other)


def test_a_gate_that_is_not_wanted_is_removed() -> None:
    page = f"<p>{GATE}{LATE}</body>"
    for candidates in ((GATE,), ("", GATE)):
        assert relinked(page, gate(*candidates, wanted=""), late()) == (
            f"<p>{LATE}</body>",
            [True, True],
        )
    # And nothing is done if it is not there.
    assert relinked("<p></body>", gate(wanted="")) == ("<p></body>", [True])


def again(html: str) -> str:
    """Return HTML as some themes write it again."""
    return str(BeautifulSoup(html, "html.parser")).replace("/>", ">").replace("><", ">\n  <")


def plain(html: str) -> str:
    return re.sub(r">\s+<", "><", str(BeautifulSoup(html, "html.parser")))


def test_a_gate_and_split_sheets_are_found_in_another_style() -> None:
    page = f"<html><head>{SPLIT}</head><body><p>é</p>{GATE}{LATE}</body></html>"
    swaps = [Swap((SPLIT,), WHOLE), gate(GATE, wanted=""), late()]
    after, found = relinked(again(page), *swaps)
    assert found == [True] * 3
    assert plain(after) == plain(f"<html><head>{WHOLE}</head><body><p>é</p>{LATE}</body></html>")


def test_in_another_style_a_gate_is_put_before_the_region_that_follows() -> None:
    page = f"<html><head>{WHOLE}</head><body><p>é</p>{LATE}</body></html>"
    after, found = relinked(again(page), Swap((WHOLE,), SPLIT), gate(), late())
    assert found == [True] * 3
    assert after.index(SPLIT) < after.index(GATE) < after.index(LATE)
    assert plain(after) == plain(page.replace(WHOLE, SPLIT).replace(LATE, f"{GATE}{LATE}"))


@pytest.mark.parametrize("style", [str, again])
def test_the_whole_sheet_in_a_split_one_is_not_taken_for_it(style: Callable[[str], str]) -> None:
    # A build that is killed while it relinks leaves a page that has the one or the other.
    for wanted in (SPLIT, WHOLE):
        for html in (SPLIT, WHOLE):
            page = style(f"<html><head>{html}</head><body></body></html>")
            for candidates in ((WHOLE, SPLIT), (SPLIT, WHOLE)):
                after, found = relinked(page, Swap(candidates, wanted))
                expected = f"<html><head>{wanted}</head><body></body></html>"
                assert (plain(after), found) == (plain(expected), [True])


@pytest.mark.parametrize("around", ["<noscript>", "<noscript data-other>", "<template>"])
def test_any_other_element_that_hides_a_sheet_is_for_other_readers(around: str) -> None:
    page = f"{around}<link href=whole.css rel=stylesheet></{around[1:9]}>"
    assert relinked(page, Swap((WHOLE,), "<new>")) == (page, [False])
