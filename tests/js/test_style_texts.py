"""Tests of whether a script may give elements a style that is not written in it."""

from __future__ import annotations

import pytest

from sphinx_compress.js.joined_words import joined_words
from sphinx_compress.js.style_texts import may_use_properties


@pytest.mark.parametrize(
    "script",
    [
        "",
        "document.body.dataset.theme = localStorage.getItem('theme') || 'auto'",
        "if (matchMedia('(prefers-color-scheme: dark)').matches)"
        " document.documentElement.classList.add('dark')",
        "matchMedia('x').addEventListener('change', (event) => {"
        " document.documentElement.classList.toggle('dark', event.matches) })",
        "const field = document.querySelector('input');"
        " if (field) { field.focus(); field.select() }",
        "document.querySelector('#a').style.display = 'none'",
        "document.body.style.color = 'var(--x)'",
    ],
)
def test_a_script_that_only_names_or_writes_its_styles_uses_nothing_else(script: str) -> None:
    assert not may_use_properties(joined_words(script))


@pytest.mark.parametrize(
    "script",
    [
        "getComputedStyle(document.body).getPropertyValue(name)",
        "document.body.style.color = x",
        "document.body.style.color = 'v' + 'ar(--x)'",
        "document.body.style.color = '\\u0076ar(--x)'",
        "document.body.style.color += 'x'",
        "document.body.style = 'x'",
        "document.body.style.cssText = text",
        "document.body.style.setProperty('color', localStorage.getItem('x'))",
        "document.body.setAttribute('style', localStorage.getItem('x'))",
        "const s = document.body.style; s.color = localStorage.getItem('x')",
        "const {style} = document.body; style.color = x",
        "document.body['style'].color = x",
        "document.body.setAttribute('fill', localStorage.getItem('x'))",
        "document.body.innerHTML = localStorage.getItem('x')",
        "document.body.animate(frames)",
        "document.getElementById('sheet').textContent = localStorage.getItem('x')",
        "document.write(x)",
        "eval(x)",
        "setTimeout('x()')",
        "new Function(x)()",
        "import('x')",
        "document.body[name] = x",
        "event.target.innerHTML = x",
        "other()",
        "if (",
    ],
)
def test_any_other_script_may_use_what_it_does_not_mention(script: str) -> None:
    assert may_use_properties(joined_words(script))
