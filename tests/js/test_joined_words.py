"""Tests of the texts that a script puts together."""

from __future__ import annotations

import pytest

from sphinx_compress.js.joined_words import JoinedWords, joined_words
from sphinx_compress.js.url_words import UNKNOWN


def joined(script: str) -> JoinedWords:
    found = joined_words(script)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("script", "texts"),
    [
        ("x = 'a' + b + 'c'", {"a*c"}),
        ("x = 'a' + b + c + 'd'", {"a*d"}),
        ("x = `a${b}c${d}`", {"a*c*"}),
        ("x = 'a'.concat(b, 'c').concat('d')", {"a*cd"}),
        ("x = ['a', b].join('-')", {"a-*"}),
        ("x = ['a', ...b].join('')", {"a*"}),
        ("x = ['a', b].join()", {"a,*"}),
        ("x = list.join('-')", {"*-*"}),
        ("x = s.replace(a, '-')", {"*-*"}),
        ("x = 'a' + (b ? 'c' : 'd')", {"ac", "ad"}),
        ("x = 'a' + (b || 'c')", {"a*", "ac"}),
        ("x = a + (b && 'c')", {"*c"}),
        ("x = (a ?? 'b') + 'c'", {"*c", "bc"}),
        ("x = 'h' + 1", {"h1"}),
        ("x = 'h' + 0x10", {"h*"}),
        ("x = 'h' + (1 + 2)", {"h*"}),
        ("x = 'h' + (n + 1)", {"h*"}),
        ("x = `h${n + 1}`", {"h*"}),
        ("const n = 2; x = 'h' + (n + 1) + '-a'", {"h*-a"}),
        ("x = n + 1 + 'a'", {"*a"}),
        ("x = 'h' + 1 + 2", {"h12"}),
        ("const x = 'a-' + ''; y = x + b", {"a-", "a-*"}),
        ("{ let x = 'a' + 'b'; y = x + c }", {"ab", "ab*"}),
        ("var x = 'a'; y = x + 'b'", {"ab", "*b"}),
        ("let {x} = c; x = 'a'; y = x + 'b'", {"ab", "*b"}),
        ("{ let x; x = 'a'; y = x + 'b' }", {"ab", "*b"}),
        ("for (const x of c) y = x + 'a'", {"*a"}),
        ("x = '-a'", {"*-a"}),
        ("x = '-1'", set()),
        ("x = 1; x += 'a'", {"*a", "*1*a", "*a*a"}),
        ("x = 'a'; x = 'b'; y = x + 'c'", {"ac", "bc", "*c"}),
        ("function f(x) { return x + 'c' } x = 'a'", {"*c"}),
        ("x = x + 'a'", {"*a", "*a*a"}),
        ("x = a + b", set()),
        ("x = i + 1", set()),
        ("console.log('a' + b)", set()),
    ],
)
def test_a_text_that_is_put_together_is_known_in_parts(script: str, texts: set[str]) -> None:
    assert joined(script).texts == {text.replace("*", UNKNOWN) for text in texts}


def test_every_string_is_read() -> None:
    found = joined("f('a', `b${c}d`, /e f/, {'g': 1}, \"\\x68\")")

    assert found.literals == {"a", "b", "d", "e f", "g", "h"}


def test_a_text_of_too_many_is_known_by_what_it_may_have_in_it() -> None:
    given = "".join(f"x = 'a{number}';" for number in range(40))
    found = joined(f"{given} y = x + '-' + x")

    assert f"{UNKNOWN}a39{UNKNOWN}" in found.texts
    assert f"{UNKNOWN}-{UNKNOWN}" in found.texts


def test_sums_of_alternatives_do_not_multiply() -> None:
    found = joined("x = " + "+".join(f"(a ? 'b{n}' : 'c{n}')" for n in range(6)))

    assert found.texts == {f"{UNKNOWN}{letter}{n}{UNKNOWN}" for letter in "bc" for n in range(6)}


def test_texts_do_not_grow_without_end() -> None:
    names = "".join(f"x{n} = x{n - 1} + 'a-' + x{n - 1};" for n in range(1, 200))
    found = joined(f"x0 = 'b' + c; {names}")

    assert max(map(len, found.texts)) < 20_000


@pytest.mark.parametrize(
    "script",
    [
        "e.className = x",
        "e.className = 'a ' + x",
        "e.classList.add(localStorage.getItem('x') || 'a')",
        "e.innerHTML = `<b>${x}</b>`",
        "e.innerHTML = `<b class='${x}'>`",
        "e.setAttribute(x, 'a')",
        "e.className = a + b",
        "const c = e.classList; c.add(localStorage.x)",
        "eval('e.className = x')",
        "e.className = a + '-' + b",
        "e.className = [a, b].join('--')",
        "e.id = e.textContent.replace(/ /g, '-')",
        "e.innerHTML = '<b class=\"' + a + '_' + b + '\">'",
    ],
)
def test_a_name_from_elsewhere_is_noticed(script: str) -> None:
    assert joined(script).takes_names


@pytest.mark.parametrize(
    "script",
    [
        "e.className = 'a'",
        "e.className = 'a-' + x",
        "e.className = x + '-' + 1",
        "const n = c ? 'a' : 'b'; e.className = n",
        "e.dataset.theme = x",
        "e.setAttribute('data-' + x, y)",
        "e.innerHTML = `<b class='a-${x}'></b>`",
    ],
)
def test_a_name_of_its_own_is_none_from_elsewhere(script: str) -> None:
    assert not joined(script).takes_names


@pytest.mark.parametrize("script", ["if (", "x = " + "(" * 500 + "a" + ")" * 500])
def test_what_cannot_be_read_is_not_guessed(script: str) -> None:
    assert joined_words(script) is None
