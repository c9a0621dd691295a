"""Tests of which functions a script turns into their texts."""

from __future__ import annotations

import pytest

from sphinx_compress.js.function_texts import FunctionTexts, function_texts, may_read, shown
from sphinx_compress.js.tag_references import references


@pytest.mark.parametrize(
    "text",
    [
        "pre.textContent = (function () {})",
        "pre.textContent = demo; function demo() {}",
        "(() => { const demo = (a) => a; note(`${demo}`) })()",
        "(() => { const T = { card() {} }; note(T.card.toString()) })()",
        "(() => { let T = {}; T.card = () => 1; note(T.card + '') })()",
        "(() => { function read(f) { cache[f] = f() } read(function () {}) })()",
        "(() => { function r(f) { x = () => y[f]; z[f] = 1 } r(() => 1) })()",
        "(() => { const read = (n, f) => `${f}`; const g = () => 1; read(1, g) })()",
        "pre.textContent = window[name]; function demo() {}",
    ],
)
def test_a_script_may_read_its_own_functions(text: str) -> None:
    assert function_texts(text).own


@pytest.mark.parametrize(
    "text",
    [
        "let x = 1; note(x + '')",
        "function go() { return '' + (() => 1)() } go()",
        "var t = { name: 'x' }; u.name = function () {}; note(t.name + '')",
        "var t = {}; { let t = {}; t.name = () => 1 } note(t.name + '')",
        "(function (f) { return f + '' })(x)",
        "(() => { function read(f) { return f + '' } read('x'); read(y.z); y.z = () => 1 })()",
        "(() => { function t(f) { return typeof f == 'x' ? f() : f + '' } t(() => 1) })()",
        "(() => { function t(f) { if (no(f)) x = () => y[f] } t(() => 1) })()",
        "note(core.hasOwn.toString.call(Object))",
    ],
)
def test_other_texts_are_no_functions(text: str) -> None:
    assert not function_texts(text).own


def test_functions_of_other_scripts_are_told_by_their_names() -> None:
    assert function_texts("pre.textContent = demo").names == {"demo"}
    assert function_texts("pre.textContent = window.demo").names == {"demo"}
    assert function_texts("window.read = function (id, f) { note(`${f}`) }").names == {"read 1"}
    assert function_texts("function read(f) { note(String(f)) }").names == {"read 0"}
    for own in ("var demo = 1", "class demo {}", "import { demo } from 'x'", "const [demo] = x"):
        assert not function_texts(f"{own}; note(cache[demo])").names
    assert not function_texts("kit.read = function (f) { note(`${f}`) }").names
    assert not function_texts("function read({ f }) { note(`${f}`) }").names


@pytest.mark.parametrize(
    "text",
    [
        "function demo() {}",
        "window.demo = (a) => a",
        "var demo = async function () {}",
        "read(1, () => 1)",
        "window.read(1, function () {})",
        "function own() {} read(1, own)",
    ],
)
def test_a_script_whose_function_is_read_is_found(text: str) -> None:
    assert shown(text, frozenset({"demo", "read 1"}))


@pytest.mark.parametrize(
    "text",
    [
        "demo()",
        "demo = 1",
        "kit.demo = () => 1",
        "(() => { function demo() {} })()",
        "function read(id, f) {}",
        "read(() => 1, 2)",
        "kit.read(1, () => 1)",
        "'demo()'",
        "mydemo = () => 1",
    ],
)
def test_a_script_whose_functions_are_not_read_is_not_found(text: str) -> None:
    assert not shown(text, frozenset({"demo", "read 1"}))
    assert not shown(text, frozenset())


def test_a_script_that_nobody_can_follow_may_read_all() -> None:
    deep = f"String({'[' * 500}1{']' * 500})"
    assert function_texts(deep).own
    assert shown(f"demo = () => {deep}", frozenset({"demo"})) == {"demo"}


def test_a_script_without_a_sign_is_not_parsed() -> None:
    assert not may_read("note(f)")
    assert function_texts("note(f)") == FunctionTexts()


@pytest.mark.parametrize(
    "text",
    [
        "function log() { return log.caller.toString() }",
        "var log = function () { return '' + arguments.callee.caller }",
        "window.log = () => { each(function () { note(log.caller + '') }) }",
    ],
)
def test_a_function_may_read_the_text_of_its_caller(text: str) -> None:
    assert "log ()" in references(text).shown
    assert shown("function go() { log() }", frozenset({"log ()"})) == {"log ()"}
    assert not shown("function go() { const log = 1; log() }", frozenset({"log ()"}))
    assert not shown("function log() {}", frozenset({"log ()"}))


def test_a_method_with_another_name_for_its_caller_asks_nothing() -> None:
    assert references("function log(event) { return event.callerId }").shown == set()


@pytest.mark.parametrize("text", ["[demo].join()", "go([1, demo] + '')", "console.warn(demo)"])
def test_functions_in_a_list_and_in_a_message_are_read(text: str) -> None:
    assert may_read(text)
    assert function_texts(text).names == {"demo"}
