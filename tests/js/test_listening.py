"""Tests of how a script hears that the file of a tag is there."""

from __future__ import annotations

import pytest

from sphinx_compress.js.listening import hears
from sphinx_compress.js.tag_references import ANY, references
from sphinx_compress.js.url_words import UNKNOWN


@pytest.mark.parametrize(
    "script",
    [
        "document.head.getElementsByTagName('script')[0].onload = f",
        "document.querySelector('script').onerror = f",
        "document.scripts[0].addEventListener('load', f)",
        "for (const each of document.scripts) each.onload = f",
        "[...document.scripts].map(each => new Promise(done => { each.onload = done }))",
        "document.querySelectorAll('script').forEach(each => each.addEventListener(name, f))",
        "$('script').on('load', f)",
    ],
)
def test_a_bundle_is_not_heard_instead_of_several_files(script: str) -> None:
    assert ANY["js"] in references(script).words


def test_files_that_are_told_by_a_word_are_heard() -> None:
    script = "for (const each of document.scripts) if (each.src.includes('maps')) each.onload = f"
    assert references(script).words == {"*js maps"}


@pytest.mark.parametrize(
    "script",
    [
        # One that it makes itself.
        "var made = document.createElement('script'); made.onload = f;"
        "var first = document.getElementsByTagName('script')[0];"
        "first.parentNode.insertBefore(made, first);",
        # What stays as it is: `loadCSS`.
        "for (const link of document.querySelectorAll('link'))"
        " if (link.rel === 'preload') link.onload = f",
        "$('link, a').on('click', f)",
    ],
)
def test_what_is_no_bundle_may_be_heard(script: str) -> None:
    assert references(script).words == set()


def test_only_events_of_files_are_heard() -> None:
    assert hears("addEventListener", "load")
    assert hears("one", "error.plugin")
    assert hears("on", UNKNOWN)
    assert not hears("addEventListener", "click")
    assert not hears("removeEventListener", "load")
