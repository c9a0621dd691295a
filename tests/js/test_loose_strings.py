"""Tests of strings that may be selectors, though nobody sees a script look for them."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import ANY, references

SEEK = "const seek = (what) => document.querySelectorAll(what); "
BOTH = {ANY["css"], ANY["js"]}


def asked(text: str) -> set[str]:
    return set(references(f"(() => {{ {SEEK}{text} }})()").words) & BOTH


@pytest.mark.parametrize(
    "text",
    [
        "run(seek, 'LINK')",
        "run(seek); use('head > *')",
        "run(seek); use('title ~ *')",
        "run(seek); use('*')",
        "run(seek); const kit = { 'link:nth-child(2)': 1 }",
        "then('link').then(seek)",
        "for (const each of new Map([['a', 'link']]).values()) seek(each)[1].remove()",
        "Object.values({ a: 'LINK' }).map((each) => seek(each)[1].remove())",
        "const list = []; list.push('link'); list.map((each) => seek(each)[1].remove())",
        "const all = Object.assign({}, { what: 'link' }); seek(all.what)[1].remove()",
        "seek('LINK'[x]())[1].remove()",
    ],
)
def test_where_a_selector_is_not_known_it_may_be_any_string(text: str) -> None:
    assert ANY["css"] in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "run(seek); ['SCRIPT', 'LINK'].indexOf(x.tagName)",
        "run(seek); x.indexOf('*')",
        "run(seek); x.on('*', y); parent.postMessage(z, '*'); const kit = { '*': 1 }",
        "run(seek); use('[href]')",
        "run(seek); const part = '*:not(b)'; use(`.a ${part}`)",
        "seek(x[y])[1].remove(); document.createElement('script')",
        "run(seek); const copy = page.cloneNode(); for (const each of ['b', 'script']) "
        "copy.querySelectorAll(each)[1].remove()",
    ],
)
def test_a_string_that_has_another_use_is_no_selector(text: str) -> None:
    assert not asked(text)


def test_in_a_joined_file_the_strings_of_other_modules_are_no_selectors() -> None:
    module = "2: (a) => { document.querySelectorAll(a.x)[1].remove(); %s }"
    assert asked("run({ 1: () => use('link'), " + module % "" + " })") == set()
    assert asked("run({ " + module % "use('link')" + " })") == {ANY["css"]}
