"""Tests of where a script takes a stack trace apart."""

from __future__ import annotations

import pytest

from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.stack_traces import stack_reads
from sphinx_compress.js.syntax import parse


def reads(text: str) -> int:
    source = text.encode()
    root = parse(source).root_node
    return len(list(stack_reads(source, root, Scopes(source, root))))


@pytest.mark.parametrize(
    "text",
    [
        "new Error().stack.split('\\n').pop()",
        "(new Error).stack.match(/http.*js/)",
        "Error().stack.slice(8)",
        "new window.TypeError('x')['stack'].split('at ')",
        "var e = new Error('x'); lines(e.stack)",
        "var e; e = Error(); var s = e.stack; s.split('/')",
        "try { x() } catch (e) { base = e.stack }",
        "try { x() } catch ({ stack }) { base = stack }",
        "const { stack: s } = new Error(); s.split('/')",
        "function trace() { return new Error().stack }",
        "const trace = () => new Error().stack",
        "function f() { const s = new Error().stack; return cut(s) }",
        "function f() { const s = new Error().stack; return s.slice(s.indexOf('http')) }",
        "/http[^:]+/.exec(e.stack || e.stacktrace)",
        "/http/.test(failure.stack)",
        "failure.stack.split('/')",
        "`${new Error().stack}`.split('/')",
        "Error.prepareStackTrace = (e, sites) => sites",
        "for (const line of new Error().stack.split('/')) note(line)",
    ],
)
def test_a_trace_that_is_taken_apart_is_found(text: str) -> None:
    assert reads(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "console.error(new Error().stack)",
        "try { x() } catch (e) { console.warn('failed: ' + (e.stack || e)) }",
        "class E extends Error { constructor() { super(); this.stack = new Error().stack } }",
        "const failure = { name: 'x', stack: new Error().stack }",
        "var e = new Error(); e.stack = 'none'",
        "var e = new Error(); e.stack += 'more'",
        "var e = new Error(); if (e.stack) { throw e }",
        "this.stack.split(1)",
        "e.stack.push(1)",
        "e.stack.slice(1)",
        "parser.stack.env.color = e.stack.env.color",
        "const { stack } = parser",
        # It cuts its own line off.
        "function fail() { const s = new Error().stack; x = s.slice(s.indexOf('fail')) }",
        "var stack = []; stack.split",
        "// new Error().stack.split()",
        "'new Error().stack.split()'",
    ],
)
def test_what_is_shown_or_no_trace_is_none(text: str) -> None:
    assert reads(text) == 0
