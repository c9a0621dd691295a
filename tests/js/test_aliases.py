"""Tests of methods that scripts keep under names of their own."""

from __future__ import annotations

import pytest

from sphinx_compress.js.aliases import Aliases
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import parse


def follow(text: str, method: str = "querySelectorAll") -> Aliases:
    source = text.encode()
    root = parse(source).root_node
    aliases = Aliases(Scopes(source, root))
    place = source.index(method.encode())
    node = root.descendant_for_byte_range(place, place + len(method))
    assert node is not None
    aliases.follow(node)
    return aliases


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelectorAll.call(document, 'link')",
        "document.querySelectorAll.apply(document, ['link'])",
        "document['querySelectorAll']('link')",
        "const all = document.querySelectorAll.bind(document); all('link')",
        "var all = window.x || (document.querySelectorAll).bind(document); all('link')",
        "let all, other; other = all = document.querySelectorAll.bind(document); other('link')",
        "const { querySelectorAll: all } = document; all.call(document, 'link')",
        "const { querySelectorAll } = document; querySelectorAll.call(document, 'link')",
        "const kit = { all: document.querySelectorAll.bind(document) }; kit.all('link')",
        "kit.all = document.querySelectorAll.bind(document); kit.all('link')",
        "const all = document.querySelectorAll.bind(document), kit = { all }; kit.all('link')",
    ],
)
def test_a_call_is_found_by_any_name(text: str) -> None:
    aliases = follow(text)
    assert {text_of(arguments[0]) for _, arguments in aliases.calls if arguments} == {"'link'"}
    assert aliases.is_known


@pytest.mark.parametrize(
    "text",
    [
        "if (document.querySelectorAll) start('link')",
        "if (!document.querySelectorAll || old) start('link')",
        "const modern = !!document.querySelectorAll && typeof x; if (modern) start('link')",
        "document.querySelectorAll = function () {}",
        "function f(e) { return e.querySelectorAll && (e = 1), e }",
        "function f(e) { return e.querySelectorAll ? 1 : 2 }",
        "`${document.querySelectorAll}`",
    ],
)
def test_a_test_for_a_method_is_no_call(text: str) -> None:
    aliases = follow(text)
    assert aliases.calls == []
    assert aliases.is_known


@pytest.mark.parametrize(
    "text",
    [
        "run(document.querySelectorAll, 'link')",
        "function get() { return document.querySelectorAll.bind(document) }",
        "[document.querySelectorAll].forEach(run)",
        "const all = document.querySelectorAll; run(all)",
        f"const all = document.querySelectorAll; {'all;' * 1000}",
    ],
)
def test_of_what_is_passed_on_nothing_is_known(text: str) -> None:
    assert not follow(text).is_known


def test_what_is_called_with_nothing_that_is_known_has_no_argument() -> None:
    for arguments in ("", "document", "document, list", "document, ...list"):
        [(_, given)] = follow(f"document.querySelectorAll.apply({arguments})").calls
        assert given is None
    assert follow("const q = document.querySelectorAll; q()").calls[0][1] == []


def test_other_scripts_may_have_it_by_the_name_of_a_global_or_a_property() -> None:
    assert follow("const all = document.querySelectorAll").names == {"all"}
    assert follow("window.lookUp = document.querySelectorAll").names == {"lookUp"}
    assert follow("(() => { const all = document.querySelectorAll })()").names == set()


def test_a_method_that_is_given_to_itself_has_an_end() -> None:
    assert follow("var a = document.querySelectorAll, b = a; a = b; b = a").calls == []


def test_under_its_own_name_a_method_is_found_without_this() -> None:
    text = "B.prototype.querySelectorAll = A.prototype.querySelectorAll; b.querySelectorAll('link')"
    aliases = follow(text[text.index("A.") :])
    assert aliases.calls == []
    assert follow("x = A.querySelectorAll; B.querySelectorAll = x; run(B)").is_known
