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
        "then('link').then(seek).then((found) => found[1].remove())",
        "run(seek); use('[href]')",
        "for (const each of new Map([['a', 'link']]).values()) seek(each)[1].remove()",
        "Object.values({ a: 'LINK' }).map((each) => seek(each)[1].remove())",
        "const list = []; list.push('link'); list.map((each) => seek(each)[1].remove())",
        "const all = Object.assign({}, { what: 'link' }); seek(all.what)[1].remove()",
        "seek('LINK'[x]())[1].remove()",
        "x.y.querySelectorAll(imported())[1].remove(); const of = { what: 'link' }",
        "const all = new Proxy({}, { get: () => 'link' }); seek(all.what)[1].remove()",
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
        "run(seek); x.on('click', '[href]', y); const of = '[rel]'; x.on('click', of, y)",
        "run(seek); const part = '*:not(b)'; use(`.a ${part}`)",
        "seek(x[y])[1].remove(); document.createElement('script')",
        "run(seek); x.on('link:click', y); const of = ['script:load']",
        "run(seek); const copy = page.cloneNode(); for (const each of ['b', 'script']) "
        "copy.querySelectorAll(each)[1].remove()",
    ],
)
def test_a_string_that_has_another_use_is_no_selector(text: str) -> None:
    assert not asked(text)


def test_how_far_a_string_is_from_what_looks_for_it_makes_no_difference() -> None:
    module = "2: (a) => { document.querySelectorAll(a)[1].remove() }"
    far = "x();" * 4000
    assert asked(f"run({{ 1: () => {{ use('link'); {far} }}, {module} }})") == {ANY["css"]}


def test_what_is_found_counts_only_if_something_is_done_with_it() -> None:
    assert not asked("run(seek); use('link')".replace("run(seek)", "then(seek)"))
    silent = "(() => { run((what) => { document.querySelectorAll(what) .length }); use('link') })()"
    assert not set(references(silent).words) & BOTH
