"""Tests of parts of a script that a page must ask for."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import ANY, references

LIST = "const list = JSON.parse(document.getElementById('conf').textContent); "
HAS = "function has(name) { return list.features.includes(name) } "
GO = "function go() { document.scripts[n].remove() } "
FEATURE = "conf page.instant"


def found(text: str, before: str = LIST + HAS + GO) -> tuple[bool, dict[str, frozenset[str]]]:
    """Return whether all scripts are asked for anyhow, and what is if a page has a feature."""
    result = references(f"(() => {{ {before}{text} }})()")
    return ANY["js"] in result.words, dict(result.under)


@pytest.mark.parametrize(
    "text",
    [
        "has('page.instant') && go()",
        "if (has('page.instant')) go()",
        "if (ready && has('page.instant')) { run(go) }",
        "has('page.instant') ? go() : 0",
        "const later = () => go(); has('page.instant') && later()",
        "if (has('page.instant')) document.onclick = () => go()",
        "if (list.features.includes('page.instant')) go()",
        "const again = () => { go(); again() }; has('page.instant') && again()",
    ],
)
def test_what_runs_only_for_a_feature_counts_only_with_it(text: str) -> None:
    assert found(text) == (False, {FEATURE: frozenset({ANY["js"]})})


@pytest.mark.parametrize(
    "text",
    [
        "has('page.instant') || go()",
        "has('page.instant') ? 0 : go()",
        "!has('page.instant') && go()",
        "if (has('page.instant')) ready(); else go()",
        "has('page.instant') && go(); go()",
        "has('page.instant') && go(); window.go = go",
        "has('page.instant') && go(); run(go)",
        "has(name) && go()",
        # Too short to be told from other words.
        "has('tabs') && go()",
        # The list, or the name, has another use.
        "list.features.push(x); has('page.instant') && go()",
        "list['features'] = x; has('page.instant') && go()",
        "change(list); has('page.instant') && go()",
        "const name = 'page.instant'; has('page.instant') && go()",
        "x == 'page.instant'; has('page.instant') && go()",
        "const other = list; other[x] = y; has('page.instant') && go()",
        "const all = () => list; change(all()); has('page.instant') && go()",
        "const { ...other } = list; has('page.instant') && go()",
        # A property may be called in ways that are not seen.
        "const kit = { run: () => document.scripts[n].remove() }; has('page.instant') && kit.run()",
        "const f = () => { document.styleSheets[k].disabled = 1; g() }, "
        "g = () => { document.scripts[n].remove(); f() }; f(); "
        "has('page.instant') && g()",
    ],
)
def test_what_may_run_without_a_feature_counts(text: str) -> None:
    assert found(text) == (True, {})


@pytest.mark.parametrize(
    "before",
    [
        "const list = JSON.parse(text); ",
        "const list = await (await fetch('conf.json')).json(); ",
        "const list = JSON.parse(localStorage.getItem('conf')); ",
        "let list = JSON.parse(document.getElementById('conf').textContent); list = other; ",
        "const list = JSON.parse(element.textContent); ",
        "document.getElementById('conf').textContent = other; " + LIST,
    ],
)
def test_a_list_from_elsewhere_is_not_known(before: str) -> None:
    assert found("has('page.instant') && go()", before + HAS + GO) == (True, {})


def test_an_element_may_be_found_by_a_helper() -> None:
    helpers = "const one = (s, e = document) => e.querySelector(s) || undefined; "
    helpers += "function must(s) { const e = one(s); if (!e) throw 0; return e } "
    list_ = "const element = must('#conf'), data = JSON.parse(element.textContent); "
    list_ += "const all = () => data, has = (name) => all().features.includes(name); "
    text = "has('page.instant') && go()"
    assert found(text, helpers + list_ + GO) == (False, {FEATURE: frozenset({ANY["js"]})})


def test_a_list_that_others_can_reach_is_not_known() -> None:
    result = references(LIST + HAS + GO + "has('page.instant') && go()")
    assert (ANY["js"] in result.words, dict(result.under)) == (True, {})


def test_what_asks_for_a_feature_may_be_set_to_something_else() -> None:
    has = "let has = (name) => list.features.includes(name); "
    assert found("has('page.instant') && go()", LIST + has + GO)[0] is False
    assert found("has = x; has('page.instant') && go()", LIST + has + GO)[0] is True


def test_of_two_lists_each_has_its_own_element() -> None:
    other = "const rest = JSON.parse(document.getElementById('more').textContent); "
    asks = "function may(name) { return rest.features.includes(name) } "
    text = "has('page.third') && go(); may('page.other') && document.scripts[n].remove(); "
    text += "has('page.third') && document.scripts[n].remove()"
    _, under = found(text, LIST + other + HAS + asks + GO)
    assert set(under) == {"more page.other", "conf page.third"}
