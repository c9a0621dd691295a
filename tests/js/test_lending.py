"""Tests of functions that do what depends on the tag of whoever calls them."""

from __future__ import annotations

import pytest

from sphinx_compress.js.lending import lends, mentions

NAME = frozenset({"putBadge"})


@pytest.mark.parametrize(
    "text",
    [
        "function putBadge() { document.write('<i>') }",
        "var putBadge = () => document.writeln('<i>')",
        "window.putBadge = function () { document.write('<i>') }",
        "(function (d) { window.putBadge = function () { d.write(1) } })(document)",
        "function putBadge() { document['write']('<i>') }",
        "function putBadge() { with (document) { write('<i>') } }",
        "function putBadge() { return document.currentScript.src }",
        "function putBadge() { const { currentScript: s } = document; s.after(1) }",
        "(() => { const w = document.write.bind(document); window.putBadge = () => w(1) })()",
        "(() => { const { write } = document; window.putBadge = () => write.call(document, 1) })()",
        "((page) => { window.putBadge = () => page.write(1) })(document)",
        "window.putBadge = document.write.bind(document)",
        "function putBadge() { return new Error().stack.split('/').pop() }",
        "function putBadge(d = document) { if (x) { d = f.contentDocument } d.write(1) }",
        "function putBadge(d) { d = f.contentDocument; d = document; d.write(1) }",
        "var kit = { doc: document }; function putBadge() { kit.doc.write(1) }",
    ],
)
def test_a_function_that_needs_the_tag_of_its_caller_is_lent(text: str) -> None:
    assert lends(text) == NAME


@pytest.mark.parametrize(
    "text",
    [
        "document.write('<i>')",
        "function putBadge() { document.body.append('<i>') }",
        "function putBadge() { stream.write(document.title) }",
        "function putBadge() { writeAll(document) }",
        "function putBadge() { /* document.write */ }",
        "function putBadge(d) { d = document; d = (f[0].contentWindow || f).document, d.write(1) }",
        "function putBadge() { var doc = document; doc = f.contentDocument; doc.write(1) }",
        "function putBadge() { const d = document.x.createHTMLDocument(); d.write(1) }",
    ],
)
def test_nothing_else_is_lent(text: str) -> None:
    assert lends(text) == frozenset()


def test_functions_that_call_the_one_that_writes_are_lent_too() -> None:
    text = """
    (function () {
      function put(html) { document.write(html) }
      function twice() { put(1); put(2) }
      window.putBadge = function () { twice() }
      window.other = function () {}
    })()
    """
    assert lends(text) == NAME


def test_a_function_is_lent_on_by_another_file_that_calls_it() -> None:
    text = "function putAll() { putBadge() } function other() {}"
    assert lends(text) == frozenset()
    assert lends(text, NAME) == {"putAll"}


@pytest.mark.parametrize(
    "text",
    ["putBadge()", "window.putBadge()", "api.putBadge(1)", "on(putBadge)", "window['putBadge']()"],
)
def test_a_script_in_another_file_calls_a_function_by_its_name(text: str) -> None:
    assert mentions(text, NAME) == NAME


@pytest.mark.parametrize(
    "text",
    [
        "putBadges()",
        "// putBadge()",
        "(function () { function putBadge() {} putBadge() })()",
        "api = { putBadge: 1 }",
        "",
    ],
)
def test_a_script_that_means_something_else_calls_no_such_function(text: str) -> None:
    assert mentions(text, NAME) == frozenset()


def test_a_name_in_a_text_is_told_from_the_rest_of_the_text() -> None:
    assert mentions("run('first putBadge')", NAME | {"first", "other"}) == NAME


def test_a_script_that_is_too_deep_to_be_followed_lends_all_its_names() -> None:
    deep = "[" * 5000 + "a" + "]" * 5000
    assert lends(f"function putBadge() {{ document.write({deep}) }}") >= NAME
    assert mentions(f"{deep}; putBadge()", NAME) == NAME
    assert mentions(f"{deep}; putBadges()", NAME) == frozenset()
