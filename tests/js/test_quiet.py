"""Tests of scripts that act at once, but touch no other script."""

from __future__ import annotations

import pytest

from sphinx_compress.js.quiet import is_quiet

QUIET = [
    "",
    "document.getElementById('searchbox').style.display = \"block\"",
    "document.body.dataset.theme = localStorage.getItem('theme') || 'auto';",
    "document.documentElement.classList.add('js');",
    "try { let own = localStorage.getItem('x'); if (own) { own.split(',') } } catch (e) {}",
    """const sheet = document.getElementById('dark'), all = document.getElementsByClassName('x');
    function act(theme) { [...all].forEach(e => e.value = theme);
    switch (theme) { case 'dark': sheet.media = 'all'; break; default: sheet.media = '' } }
    act(localStorage.getItem('theme') || 'auto');""",
    "document.querySelector('p').setAttribute('data-x', 'y');",
    """window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }
    gtag('js', new Date()); gtag('config', 'G-X');""",
    "let n = 0; for (let i = 0; i < 3; i++) { n += i } console.log(`${n}`);",
]

LOUD = [
    "f()",
    "f\\u006fo()",
    "var f\\u006fo = 1",
    "window.f()",
    "window['f']()",
    "window[x]",
    "eval('f()')",
    "new Function('f()')()",
    "setTimeout('f()', 0)",
    "setTimeout(() => 1, 0)",
    "document.body.click()",
    "document.forms[0].submit()",
    "document.addEventListener('load', () => 1)",
    "document.addEventListener = null",
    "document.createElement('script')",
    "document.body.innerHTML = '<script>f()</script>'",
    "document.write('x')",
    "document.body.setAttribute('onclick', 'f()')",
    "document.body.setAttribute(name, 'f()')",
    "document.body.onclick = null",
    "Object.freeze = null",
    "var Date = 1; Date.now = 1",
    "location.hash = 'x'",
    "window.name = 'x'",
    "window.onload = 1",
    "window.toString = 1",
    "window.Date = 1; new Date()",
    "dataLayer.push(1)",
    "new Date(f())",
    "document.body.remove()",
    "x = 1",
    "with (window) {}",
    "var w = {get x() { return 1 }}",
    "class A {}",
    "import('x')",
    "delete window.x",
    "await x",
    "f`x`",
    "let localStorage = 1; localStorage.x = 1",
    "f(",
]


@pytest.mark.parametrize("text", QUIET)
def test_a_script_of_known_words_is_quiet(text: str) -> None:
    assert is_quiet(text)


@pytest.mark.parametrize("text", LOUD)
def test_a_script_with_any_other_word_is_not(text: str) -> None:
    assert not is_quiet(text)
