"""Tests of style sheets whose URLs lead to the same place from another directory."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.css.rebase import rebased, rebased_sheet, rewritten, without_source_map
from sphinx_compress.css.tokens import UntokenizableError, tokenize

PART = st.sampled_from(["a", "b.png", "..", ".", "%2e", "c d", "é"])
PATH = st.lists(PART, min_size=1, max_size=6).map("/".join)
DIRECTORY = st.lists(st.sampled_from(["a", "b", "_static"]), min_size=3, max_size=5).map("/".join)


@given(PATH, DIRECTORY, DIRECTORY, st.sampled_from(["", "?q", "#f", "?q=/../#f"]))
def test_a_rebased_url_leads_where_it_led(path: str, base: str, target: str, rest: str) -> None:
    # As deep as no path climbs, since a browser stops at the root of the host.
    site = "http://h.test/1/2/3/4/5/6/"

    def place(directory: str, url: str) -> str:
        dotted = url.partition("?")
        return urljoin(f"{site}{directory}/x.css", dotted[0].replace("%2e", ".") + rest)

    moved = rebased(path + rest, base=base, target=target, source=None)
    assert place(target, moved.removesuffix(rest)) == place(base, path)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("c.png", "../css/c.png"),
        (" c.png\n", "../css/c.png"),
        ("c.png?d/../e#f", "../css/c.png?d/../e#f"),
        ("c\\d.png", "../css/c/d.png"),
        ("../js/c.png", "c.png"),
        ("../c.png", "../c.png"),
        ("..", "../"),
        ("../js/c:d.png", "./c:d.png"),
        ("..//js/c.png", "..//js/c.png"),
        ("compress-root:x/c.png", "../../x/c.png"),
        # Without a path, it means the sheet itself.
        ("?c", "../css/a.css?c"),
        ("https://h/c.png", "https://h/c.png"),
        ("#c", "#c"),
    ],
)
def test_a_url_leads_from_a_directory_to_its_neighbour(url: str, expected: str) -> None:
    moved = rebased(url, base="_static/css", target="_static/js", source="_static/css/a.css")
    assert moved == expected


def test_a_url_without_a_path_stays_where_nobody_knows_the_sheet() -> None:
    assert rebased("?c", base="a", target="b", source=None) == "?c"


def test_a_url_stays_where_nobody_knows_its_directory() -> None:
    assert rebased("c.png", base=None, target="b", source="a/x.css") == "c.png"
    assert rebased("compress-root:c.png", base=None, target="b", source=None) == "../c.png"


def test_a_url_can_be_marked_for_pages_in_any_directory() -> None:
    assert rebased("../c.png", base="a/b", target=None, source=None) == "compress-root:a/c.png"
    assert rebased("../../c.png", base="a", target=None, source=None) == "compress-root:../c.png"


def test_a_directory_whose_name_means_something_in_urls_is_quoted() -> None:
    assert rebased("c", base="a#b?%", target="x", source=None) == "../a%23b%3F%25/c"


@pytest.mark.parametrize(
    ("token", "url", "expected"),
    [
        ("url(a)", "b", "url(b)"),
        ("url( a )", "b", "url(b)"),
        ("URL(a)", "b (c)'d", "URL(b\\ \\(c\\)\\'d)"),
        ("url(a)", "b\nc", 'url("b\\a c")'),
        ("'a'", "b'c\"d", "'b\\'c\"d'"),
        ('"a"', "b'c\"d\\", '"b\'c\\"d\\\\"'),
        ("'a'", "b\x7f", "'b\\7f '"),
    ],
)
def test_a_token_keeps_its_quotes_and_escapes_what_it_must(
    token: str, url: str, expected: str
) -> None:
    (one,) = tokenize(token).tokens
    assert rewritten(token, one, url) == expected
    assert url in [each.value for each in tokenize(expected).tokens]


def test_all_but_the_urls_stays_as_it_was_with_its_line_ends() -> None:
    css = "a\r\n{\f b:url(c)\r\n;d:url(\0)\r}\r\n"
    moved = rebased_sheet(css, base="x", target="y", source=None)
    assert moved == "a\r\n{\f b:url(../x/c)\r\n;d:url(../x/\ufffd)\r}\r\n"


def test_a_sheet_that_stays_in_its_directory_is_not_read() -> None:
    css = "a{b:" + "1" * 5000 + "}/*# sourceMappingURL=a */"
    assert rebased_sheet(css, base="x", target="x", source=None) == css


@pytest.mark.parametrize("css", ["a{b:url(c ", "a{b:" + "1" * 5000 + "}"])
def test_a_sheet_that_cannot_be_read_does_not_move(css: str) -> None:
    with pytest.raises(UntokenizableError):
        rebased_sheet(css, base="x", target="y", source=None)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{}/*# sourceMappingURL=a */", "a{}"),
        ("a/*@ sourceMappingURL=a */b{}", "a/**/b{}"),
        ("a{--b:c/*# sourceMappingURL=a */}", "a{--b:c/*# sourceMappingURL=a */}"),
        ("a{}/* sourceMappingURL=a */", "a{}/* sourceMappingURL=a */"),
    ],
)
def test_a_sheet_no_longer_names_its_source_map(css: str, expected: str) -> None:
    assert without_source_map(css, tokenize(css)) == expected
