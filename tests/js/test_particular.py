"""Tests of what scripts do with some of their tags."""

from __future__ import annotations

import pytest

from sphinx_compress.js.particular import is_parting
from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY

_EACH = "[...document.styleSheets].forEach((s, i) => {"


@pytest.mark.parametrize(
    "text",
    [
        f"{_EACH} if (i === 1) s.disabled = true }})",
        f"{_EACH} s.disabled = i > 0 }})",
        f"{_EACH} if (i !== 1) return; s.disabled = true }})",
        f"{_EACH} if (i % 2) {{ s.media = 'all' }} }})",
        f"{_EACH} i === 1 && s.ownerNode.remove() }})",
        "for (var i in document.styleSheets) if (i == 1) document.styleSheets[i].disabled = true",
        "var i = document.styleSheets.length;"
        " while (i--) if (i % 2) document.styleSheets[i].disabled = true",
        "let n = 0; for (const s of document.styleSheets) if (++n === 2) s.disabled = true",
        "$('link').each(function (i) { if (i === 1) this.disabled = true })",
        "for (const l of document.querySelectorAll('link')) { l.disabled = true; break }",
        "for (const s of document.styleSheets) if (s.cssRules.length < 2) s.disabled = true",
        "for (const s of document.styleSheets)"
        " if ([...s.cssRules].some((r) => r.selectorText === '#a')) s.disabled = true",
        "for (const s of document.styleSheets) for (const r of s.cssRules)"
        " if (r.selectorText === '#a') r.parentStyleSheet.disabled = true",
        "document.querySelectorAll('link').forEach("
        "(l) => { if (!l.nextElementSibling) l.disabled = true })",
        "$('link').filter(x).attr('media', 'print')",
        f"{_EACH} s.number = i }})",
        f"{_EACH} s.disabled = i !== current }})",
        f"{_EACH} switch (i) {{ case 1: s.disabled = true }} }})",
        f"{_EACH} s.disabled = off[i] }})",
        f"{_EACH} if ([1].includes(i)) s.disabled = true }})",
        f"{_EACH} if (odd(i)) s.disabled = true }})",
        "(function (a, b) { b.disabled = true })(...document.styleSheets)",
        "(function (a, b) { b.disabled = true }).apply(null, document.styleSheets)",
        f"{_EACH} s.ownerNode.dataset.number = i }})",
        f"{_EACH} s.ownerNode.id = `sheet${{i}}` }})",
        f"{_EACH} s.ownerNode.classList.add('n' + i) }})",
        "let last; for (const s of document.styleSheets) last = s; last.disabled = true",
        "var one; document.querySelectorAll('link').forEach((l) => { if (!one) one = l });"
        " one.remove()",
        "[...document.styleSheets].reduce((a, s) => s).disabled = true",
    ],
)
def test_what_is_done_to_some_of_all_sheets_asks_for_each(text: str) -> None:
    assert ANY["css"] in references(text).words


@pytest.mark.parametrize(
    "text",
    [
        "for (const s of document.styleSheets) s.disabled = true",
        "var s; for (var i = 0; i < document.styleSheets.length; i++)"
        " { s = document.styleSheets[i]; s.disabled = true }",
        f"{_EACH} s.ownerNode.classList.add('seen') }})",
        "const all = document.styleSheets; for (var i = 0; i < all.length; i++)"
        " if (all[i].title) all[i].disabled = true",
        "for (const s of document.styleSheets) if (s.media.mediaText) s.disabled = true",
        "for (var i = 0; i < document.styleSheets.length; i++) document.styleSheets[i].seen = true",
        f"{_EACH} if (dark) s.disabled = true }})",
        f"{_EACH} if (s.media.mediaText === 'print') s.media.mediaText = 'all' }})",
        "for (var i = 0; i < document.styleSheets.length; i++)"
        " document.styleSheets[i].disabled = dark",
        "var i = document.styleSheets.length;"
        " while (i-- > 0) document.styleSheets[i].disabled = true",
        "for (const l of document.querySelectorAll('link')) { if (l.x) break; l.disabled = true }",
    ],
)
def test_what_is_done_to_all_alike_asks_for_none(text: str) -> None:
    assert references(text).words == set()


def test_what_a_url_tells_is_asked_for_by_it() -> None:
    text = f"{_EACH} if (i > 0 && s.href.endsWith('night.css')) s.disabled = true }})"
    words = references(text).words
    assert ANY["css"] not in words
    assert "night.css" in words


@pytest.mark.parametrize(
    ("method", "where", "is_between"),
    [
        ("after", "", True),
        ("before", "", False),
        ("insertAdjacentHTML", "afterend", True),
        ("insertAdjacentElement", "beforebegin", False),
    ],
)
def test_what_is_put_behind_a_tag_stands_between_two(
    method: str, where: str, *, is_between: bool
) -> None:
    assert is_parting(method, where) == is_between


@pytest.mark.parametrize(
    "use", ["after(x)", "insertAdjacentHTML('afterend', x)", "insertAdjacentElement(where, x)"]
)
def test_what_is_put_behind_the_next_tag_asks_for_all(use: str) -> None:
    text = f"document.querySelector('title').nextElementSibling.{use}"
    assert references(text).words == {ANY["css"]}
    assert references(f"document.querySelector('link').{use}").words == {ANY["css"]}


def test_what_is_put_in_front_of_the_next_tag_asks_for_none() -> None:
    assert references("document.querySelector('title').nextElementSibling.before(x)").words == set()
