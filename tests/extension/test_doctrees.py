"""Tests of documents that are read only when somebody looks at them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_compress.extension.doctrees import LazyDocument, LazyEnvironment, PickledDoctrees
from tests.extension.conftest import MakeApp


def read(app_of: MakeApp, text: str) -> PickledDoctrees:
    """Have the document ``a/one`` with this *text* read."""
    app = app_of()
    Path(app.srcdir, "a/one.rst").write_text(f"One\n===\n\n{text}\n")
    app.build()
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    return PickledDoctrees(app.builder, app.registry)


def test_a_document_of_plain_text_has_no_scripts(app_of: MakeApp) -> None:
    assert not read(app_of, "Text.").may_have_scripts("a/one")


def test_html_and_formulas_may_have_scripts(app_of: MakeApp) -> None:
    for text in (".. raw:: html\n\n   <i>x</i>", ":math:`a`", ".. meta::\n   :keywords: x"):
        doctrees = read(app_of, text)
        assert doctrees.may_have_scripts("a/one")
        assert not doctrees.may_have_scripts("index")


def test_an_attribute_that_no_pickle_names_is_lacking(app_of: MakeApp) -> None:
    doctrees = read(app_of, "Text.")
    assert doctrees.lacks("a/one", "is_marked")
    assert not doctrees.lacks("a/one", "settings")


def test_a_lazy_environment_has_lazy_documents() -> None:
    read: list[tuple[Any, ...]] = []
    environment = SimpleNamespace(
        found_docs={"index"}, get_and_resolve_doctree=lambda *values: read.append(values)
    )
    lazy: Any = LazyEnvironment(environment, lambda docname, name: (docname, name) == ("a", "b"))
    assert lazy.found_docs == {"index"}
    document = lazy.get_and_resolve_doctree("a", "builder")
    assert isinstance(document, LazyDocument)
    assert not hasattr(document, "b")
    assert read == []
    document.read()
    assert read == [("a", "builder")]


def test_a_lazy_document_is_read_when_it_is_looked_at() -> None:
    read = []

    def document() -> nodes.document:
        from docutils.utils import new_document

        read.append(1)
        found = new_document("page")
        found += nodes.table()
        return found

    lazy = LazyDocument(document, lambda name: name == "flag")
    assert isinstance(lazy, nodes.document)
    assert bool(lazy)
    assert repr(lazy)
    assert not hasattr(lazy, "flag")
    assert read == []
    assert len(list(lazy.findall(nodes.table))) == 1
    assert not hasattr(lazy, "other")
    assert lazy["ids"] == []
    assert read == [1]
