"""Tests of how parts of a style sheet are put together of its rules."""

from __future__ import annotations

import pytest

from sphinx_compress.css.part_reader import Declaration, NotSplittable, Reader, splittable_tokens
from sphinx_compress.css.rules import rules


def reader(css: str, *unused: str) -> Reader:
    return Reader(splittable_tokens(css), lambda name: name != ".z", unused=frozenset(unused))


def read(css: str, *unused: str) -> str:
    found = reader(css, *unused)
    pieces = [*found.parts(0, len(found.tokens.words))]
    for text, start in pieces:
        assert text in {",", "{", "}", ";"} or css.startswith(text.rstrip(";"), start)
    return "".join(text for text, _ in pieces)


def test_declarations_that_nothing_uses_are_left_out() -> None:
    css = ".a{ --x: 1 ; top:0;--Y:();left:0 }.a{ --x : 2 }.a{--z:3;}"
    assert read(css, "--x") == ".a{top:0;--Y:();left:0 }.a{--z:3;}"


def test_a_rule_is_as_it_is_written_if_all_of_it_is_used() -> None:
    css = ".a{ top : 0 ;; --y: 1 }.a{}"
    assert read(css, "--x") == read(css) == css
    assert read(".a,.z{--y:1}", "--x") == ".a{--y:1}"


def test_names_are_compared_as_those_of_pages_are() -> None:
    assert read(".a{--X:1;top:0}.a{\\--x:1;top:0}", "--x") == ".a{top:0}.a{top:0}"


def test_what_is_no_declaration_stays() -> None:
    assert read(".a{--x:1;odd;*zoom:1;;--x}", "--x") == ".a{odd;*zoom:1;--x}"


def test_rules_within_rules_stay_as_they_are() -> None:
    css = ".a{--x:1;.z{--x:2}}"
    assert read(css, "--x") == css


def test_a_declaration_tells_its_name() -> None:
    found = reader(".a{top:0;--X:1;odd}")
    (rule,) = rules(found.tokens.shape)
    names = [each.name for each in found.declarations(rule)]
    assert names == ["top", "--X", ""]
    assert not reader("", "--x").is_used(Declaration(0, 0, "--X"))


@pytest.mark.parametrize("css", ["@import 'a';", ".a{", "@layer{}", "@namespace a;"])
def test_some_sheets_have_no_parts(css: str) -> None:
    with pytest.raises(NotSplittable):
        read(css)
