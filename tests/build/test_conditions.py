"""Tests of conditions under which a script asks for tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.tag_references import TagReferences
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.js.tag_references import ANY
from sphinx_compress.page.attribute_selectors import records
from sphinx_compress.page.vocabulary import vocabulary

BY_ATTRIBUTE = "document.querySelector(a.getAttribute('data-drop')).remove()"
BY_PART = "document.querySelector(a.getAttribute('data-drop-' + b)).remove()"
BY_ANY = "document.querySelector(a.dataset[b]).remove()"
BY_VARIABLE = "document.querySelector(what).remove()"
BY_PROPERTY = "(() => { document.querySelector(a.what).remove() })()"


def asks(tmp_path: Path, script: str, *others: str, page: str = "") -> bool:
    """Return whether a script asks for all tags, beside *others* and on a *page*."""
    static = tmp_path / "_static"
    static.mkdir(exist_ok=True)
    references = TagReferences(
        Sources([SourceRoot(static)]), DirectoryCache(tmp_path / "cache", 10**7)
    )
    scripts = [f"<script>{text}</script>" for text in (script, *others)]
    found = references.words([*scripts, *records(vocabulary(page))])
    return set(ANY.values()) <= set(found)


@pytest.mark.parametrize(
    ("script", "other", "page"),
    [
        (BY_ATTRIBUTE, "", "<a data-drop=link>"),
        (BY_ATTRIBUTE, "a.setAttribute('data-drop', 'link')", ""),
        (BY_ATTRIBUTE, "a.dataset.drop = 'link'", ""),
        (BY_ATTRIBUTE, "a.setAttribute('data-drop', b.title)", "<a title=link>"),
        (BY_PART, "", "<a data-drop-it=link>"),
        (BY_PART, "a.setAttribute('data-drop-it', 'link')", ""),
        (BY_ANY, "", "<a data-x=link>"),
        (BY_ANY, "f('link')", ""),
        (BY_VARIABLE, "var what = 'link'", ""),
        (BY_PROPERTY, "a.what = 'link'", ""),
        (BY_PROPERTY, "f({ what: 'head > *' })", ""),
    ],
)
def test_what_a_page_or_another_script_has_may_be_the_selector(
    script: str, other: str, page: str, tmp_path: Path
) -> None:
    assert asks(tmp_path, script, other, page=page)
    assert not asks(tmp_path, script, "f('.link')", page="<a data-drop='#link'>")


def test_what_a_helper_of_another_script_is_told_depends_on_the_same(tmp_path: Path) -> None:
    seek = "var seek = (one) => document.querySelector(one)"
    call = "seek(a.dataset.drop).remove()"
    assert asks(tmp_path, call, seek, page="<a data-drop=link>")
    assert not asks(tmp_path, call, seek, page="<a data-drop='#a'>")
