"""Tests of what the parts of a style sheet say, wherever they stand."""

from __future__ import annotations

import pytest

from sphinx_compress.css import content
from sphinx_compress.css.content import Content, spaced_parts
from sphinx_compress.css.meaning import meaning
from sphinx_compress.css.rewrite import shortest
from sphinx_compress.css.tokens import tokenize


def contents(css: str, *, nested: bool = True) -> list[Content]:
    found = (content for _, content in spaced_parts(tokenize(css, nested=nested)))
    return [each for each in found if each is not None]


@pytest.mark.parametrize(
    ("css", "value"),
    [
        ("--a: b  c ;", "b  c"),
        ("--a:/* b */c", "/* b */c"),
        ("--a:", ""),
        ("--a: ", " "),
        ("--a: ;", " "),
        ("--a:b\\ ;", "b\\ "),
        ("--a:{ b }", "{ b }"),
    ],
)
def test_a_custom_property_has_its_value_as_a_script_reads_it(css: str, value: str) -> None:
    assert contents(css)[0].value == value


def test_a_custom_property_has_no_tokens_since_it_counts_as_it_is_written() -> None:
    (part,) = contents("--a: b  c")
    assert part.spaced == []


def test_the_same_declaration_is_read_once() -> None:
    one, _, other = contents("a: b; c: d; a: b; ")
    assert one is other


def test_the_same_text_is_something_else_in_another_place() -> None:
    outer = contents("a:b{c:d}", nested=False)
    assert [each.kind.value for each in outer] == ["selector", "declaration"]
    assert [each.kind.value for each in contents("a:b")] == ["declaration"]


@pytest.mark.parametrize("end", ["'b", "b\\", "url(b", "(b"])
def test_what_only_the_end_of_the_text_ends_is_not_remembered(end: str) -> None:
    one, other = contents(f"a:{end}")[-1], contents(f"c:d;a:{end}")[-1]
    assert one.text == other.text
    assert one is not other


def test_a_long_value_is_not_remembered() -> None:
    one, other = contents(f"a:{'b' * 300};a:{'b' * 300}")
    assert one.text == other.text
    assert one is not other


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    sheet = "".join(f"a:{n};" for n in range(10_000))
    assert len({id(each) for each in contents(sheet)}) == 10_000
    assert len(content._known) < 5_000


def test_what_is_remembered_is_shown_where_it_stands() -> None:
    for css in ("a b{c:d e}", " x{} a b{c:d e}"):
        found = meaning(tokenize(css), lenient=False)
        start, end = found.spans[-2]
        assert css[start:end] == "e"
        assert shortest(tokenize(css)) == css.lstrip().replace("} a", "}a")
