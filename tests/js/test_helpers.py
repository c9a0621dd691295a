"""Tests of functions that look for what they are told to."""

from __future__ import annotations

import pytest

from sphinx_compress.js.constants import Constants
from sphinx_compress.js.functions import Functions
from sphinx_compress.js.helpers import Helpers, helper, may_be_any
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import parse
from sphinx_compress.js.tag_references import ANY, references
from sphinx_compress.js.url_words import UNKNOWN

HELPER = "const seek = (what, root = document) => root.querySelectorAll(what); "
#: A helper that nobody outside of the script can call.
ALONE = "(() => { %s })()"


def helpers_of(text: str, argument: str = "what") -> tuple[Helpers, list[str]]:
    """Return the helpers of a script, and what they are told for the last *argument* in it."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    helpers = Helpers(scopes, Constants(scopes), Functions(scopes))
    place = source.rindex(argument.encode())
    node = root.descendant_for_byte_range(place, place + len(argument))
    assert node is not None
    return helpers, sorted(text_of(told.argument) for told in helpers.told(node))


@pytest.mark.parametrize(
    "text",
    [
        "seek('script')[1].remove()",
        "seek?.('script')[1].remove()",
        "(0, seek)('script')[1].remove()",
        "seek(...['script'])[1].remove()",
        "const list = ['script']; seek(...list)[1].remove()",
        "seek.call(null, 'script')[1].remove()",
        "seek.apply(null, ['script'])[1].remove()",
        "const list = ['script']; seek.apply(null, list)[1].remove()",
        "seek.bind(null, 'script')()[1].remove()",
        "Reflect.apply(seek, null, ['script'])[1].remove()",
        "seek`script`[1].remove()",
        "const f = seek; f('script')[1].remove()",
        "let f; f = window.x ? seek : null; f('script')[1].remove()",
        "run(seek, 'script')[1].remove()",
        "['script'].map(seek)[0][1].remove()",
        "const kit = { seek }; kit.seek('script')[1].remove()",
        "const kit = { find: seek }; const { find: look } = kit; look('script')[1].remove()",
        "const kit = { ['fi' + 'nd']: seek }; kit.find('script')[1].remove()",
        "const next = (one) => seek(one), last = (two) => next(two); last('script')[1].remove()",
        "const next = (one = 'script') => seek(one); next()[1].remove()",
        "const next = ({ one = 'script' } = {}) => seek(one); next()[1].remove()",
        "function next() { return seek(arguments[0]) } next('script')[1].remove()",
        "const next = (...all) => seek(all.join(',')); next('b', 'script')[1].remove()",
        "const next = (a, b) => document.querySelectorAll(a + b); next('scr', 'ipt')[1].remove()",
        "const next = (one) => seek(`${one}`); next('script')[1].remove()",
        "const next = (a) => document.querySelectorAll('body ' + a); next('script')[1].remove()",
        "function next(a, n) { return n ? next(a, n - 1) : seek(a) } next('script', 2)[1].remove()",
        "class A { constructor(one) { this.all = seek(one) } } new A('script').all[1].remove()",
        "class A { static of = (one) => seek(one) } A.of('script')[1].remove()",
        "const a = { set of(one) { this.all = seek(one) } }; a.of = 'script'; a.all[1].remove()",
        "setTimeout((one) => seek(one)[1].remove(), 0, 'script')",
        "const make = () => (one) => seek(one); make()('script')[1].remove()",
        "class A { static #a(b) { return seek(b) } static go() { A.#a('script')[1].remove() } }",
        "class A { #of = (one) => seek(one); go() { this.#of('script')[1].remove() } }",
        "class A { constructor(one) { this.one = one } get all() { return seek(this.one) } } "
        "new A('script').all[1].remove()",
        "const kit = { of: (one) => seek(one) }; kit['o' + 'f']('script')[1].remove()",
        "new Proxy({}, { get: (a, one) => seek(one) }); look('script')",
    ],
)
def test_what_a_helper_is_told_to_look_for_is_asked_for(text: str) -> None:
    assert ANY["js"] in references(ALONE % (HELPER + text)).words


@pytest.mark.parametrize(
    "text",
    [
        "seek('.note')[1].remove()",
        "const f = seek; f('.note')[1].remove(); make('script')",
        "const kit = { seek }; kit.seek('a')[1].remove()",
        "const next = (one) => seek(one); next('b')[1].remove(); document.createElement('script')",
        # What is given to one caller is not given to another one.
        "seek('[data-x]', box); for (const each of seek('.note')) look(each.nextElementSibling)",
        "run(seek); make('script'); function make(kind) { return document.createElement(kind) }",
        "run(seek); const links = '[href]'; seek(links, box)[1].remove()",
        "run(seek); ['SCRIPT', 'LINK'].includes(x.tagName)",
        "run(seek); if (x === 'script') y = z['script'] = new String('*')",
    ],
)
def test_what_a_helper_is_told_to_look_for_is_all_that_is_asked_for(text: str) -> None:
    assert not references(ALONE % (HELPER + text)).words & {ANY["js"], ANY["css"]}


def test_what_a_helper_makes_of_a_tag_is_followed_to_its_caller() -> None:
    helper = "const url = (what) => document.querySelector(what).src; "
    assert "*js kit.js" in references(helper + "url('script') === 'kit.js'").words
    assert references(helper + "url('img') === x").words == frozenset()


def test_a_caller_that_is_not_known_leaves_nothing_known() -> None:
    helpers, told = helpers_of("(() => { const f = (what) => d(what); run(f); f('a') })()")
    assert (helpers.is_open, told) == (True, ["'a'"])
    helpers, told = helpers_of("(() => { const f = (what) => d(what); f('a'); f('b') })()")
    assert (helpers.is_open, told) == (False, ["'a'", "'b'"])


def test_what_may_be_no_query_leaves_others_known() -> None:
    text = "(() => { const f = (what) => $(d).find(what); run(f); f('script') })()"
    assert references(text).words == {ANY["js"]}
    assert references(text.replace("f('script')", "make('script')")).words == frozenset()


def test_other_scripts_have_a_helper_by_a_global_name() -> None:
    helpers, _ = helpers_of("function f(a, what) { d(what) }")
    assert helpers.names == {helper("f", 1)} == {"f:1"}
    for text in ("f(0, 'script')[1].remove()", "const g = f; g(0, 'script')[1].remove()"):
        assert references(text, frozenset({"f:1"})).words == {ANY["js"]}
    assert references("window.g = (x) => f(0, x)", frozenset({"f:1"})).helpers == {"g"}
    assert references("kit.f, 'script'", frozenset({"f:1"})).words == frozenset()


def test_a_selector_may_be_any_if_its_end_is_not_known() -> None:
    for selector in (UNKNOWN, f"a, {UNKNOWN}", f"body {UNKNOWN}", f"body > {UNKNOWN}", ""):
        assert may_be_any(selector)
    for selector in ("a", f"#{UNKNOWN}", f"{UNKNOWN} .a", f"[data-x={UNKNOWN}]"):
        assert not may_be_any(selector)
