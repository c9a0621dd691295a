"""Tests of code that a script runs and that nobody has seen."""

from __future__ import annotations

import pytest

from sphinx_compress.js.joined_words import joined_words
from sphinx_compress.js.unseen_code import unseen_code


def runs_unseen(script: str) -> bool:
    joined = joined_words(script)
    assert joined is not None
    return any(unseen_code(joined.root, joined.texts_of))


_SCRIPT = "const s = document.createElement('script');"


@pytest.mark.parametrize(
    "script",
    [
        "eval(x)",
        "window.eval('a' + x)",
        "(0, eval)(x)",
        "const run = eval",
        "const {eval: run} = window",
        "window['eval'](x)",
        "Reflect.construct(Function, [x])",
        "new Function('a', x)",
        "Function(x)()",
        "setTimeout('a' + x)",
        "import('./' + x)",
        "with (e) className = x",
        "$.getScript(x)",
        "document.write('<script src=\"a/' + x + '.js\"></' + 'script>')",
        f"{_SCRIPT} s.text = x",
        f"{_SCRIPT} s.appendChild(document.createTextNode(x))",
        "e.setAttribute('onclick', x)",
        "e.href = 'javascript:' + x",
        "e.href = `javascript:${x}`",
        "e.appendChild(document.adoptNode(x))",
        "e.appendChild(r.responseXML.body)",
        "r.responseType = 'document'",
        "e.appendChild(f.contentDocument.body)",
        "new XSLTProcessor()",
    ],
)
def test_what_is_not_written_in_the_script_is_noticed(script: str) -> None:
    assert runs_unseen(script)


@pytest.mark.parametrize(
    "script",
    [
        "eval('1 + 1')",
        "typeof eval",
        "f instanceof Function",
        "new Function('return this')()",
        "new Function('n', `return (${x})`)",
        "setTimeout(x, 1)",
        "setTimeout('f()')",
        "import('./a.js')",
        "document.write('<b>' + x)",
        "e.text = x",
        f"{_SCRIPT} s.src = x",
        f"{_SCRIPT} s.text = 'f()'",
        "e.setAttribute('onclick', 'f()')",
        "e.setAttribute('title', x)",
        "e.href = 'javascript:void(0)'",
        "r.responseType = 'json'",
        "document.importNode(t.content, true)",
    ],
)
def test_what_is_written_in_it_is_seen(script: str) -> None:
    assert not runs_unseen(script)
