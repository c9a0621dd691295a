"""Tests of the files beside the bundles."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.result import Decision
from sphinx_compress.bundle.store import Store
from sphinx_compress.manifest.decisions import load as load_decisions
from sphinx_compress.manifest.manifest import load
from sphinx_compress.manifest.nodelists import MadeOf, Nodelists, nodelist_of
from sphinx_compress.manifest.nodelists import load as load_nodelists
from sphinx_compress.manifest.writer import ManifestWriter
from sphinx_compress.page.region import Region
from tests.sites import sheet

DECISION = Decision("a.css", "css/output.css")
REGION = Region("css", "file", "output", sheet("a.css"))
OTHER = Region("css", "file", "output", sheet("b.css"))


@pytest.fixture
def manifest_writer(tmp_path: Path) -> ManifestWriter:
    return ManifestWriter(Store(tmp_path / "compress"))


def test_it_holds_entries_nodelists_and_decisions(
    manifest_writer: ManifestWriter, tmp_path: Path
) -> None:
    entries = {REGION.nodelist_hash: "<a>"}
    written = manifest_writer.write(entries, "dirhtml", [REGION], {"<a>": (DECISION,)}, MadeOf())
    assert {path.name for path in written} == {"manifest.json", "nodelists.json", "regions.json"}
    directory = tmp_path / "compress"
    assert load(manifest_writer.manifest) == entries
    assert load_decisions(directory / "regions.json") == {"<a>": (DECISION,)}
    assert load_nodelists(directory / "nodelists.json") == Nodelists(
        "dirhtml", {REGION.nodelist_hash: nodelist_of(REGION)}
    )


def test_what_is_there_already_is_not_written_again(manifest_writer: ManifestWriter) -> None:
    entries = {REGION.nodelist_hash: "<a>"}
    assert manifest_writer.write(entries, "html", [REGION], {"<a>": (DECISION,)}, MadeOf())
    assert manifest_writer.write(entries, "html", [REGION], {"<a>": (DECISION,)}, MadeOf()) == []
    [changed] = manifest_writer.write(
        entries, "html", [REGION], {"<a>": (Decision("a.css"),)}, MadeOf()
    )
    assert changed.name == "regions.json"


def test_of_entries_that_are_kept_is_known_what_was_known(
    manifest_writer: ManifestWriter, tmp_path: Path
) -> None:
    entries = {REGION.nodelist_hash: "<a>", OTHER.nodelist_hash: "<b>"}
    manifest_writer.write(
        entries,
        "html",
        [REGION, OTHER],
        {"<a>": (DECISION,), "<b>": (DECISION,), "<c>": (DECISION,)},
        MadeOf(),
    )
    manifest_writer.write(entries, "html", [REGION], {"<a>": ()}, MadeOf())
    directory = tmp_path / "compress"
    assert load_decisions(directory / "regions.json") == {"<b>": (DECISION,)}
    assert load_nodelists(directory / "nodelists.json").by_hash.keys() == entries.keys()
    manifest_writer.write({REGION.nodelist_hash: "<a>"}, "html", [], {}, MadeOf())
    assert load_decisions(directory / "regions.json") == {}
    assert load_nodelists(directory / "nodelists.json").by_hash.keys() == {REGION.nodelist_hash}


def test_decisions_follow_their_html_through_versions(
    manifest_writer: ManifestWriter, tmp_path: Path
) -> None:
    html = sheet("a.css")
    versioned = html.replace("a.css", "a.css?v=1")
    manifest_writer.write({"hash": html}, "html", [], {versioned: (DECISION,)}, MadeOf())
    manifest_writer.write({"hash": html}, "html", [], {}, MadeOf())
    assert load_decisions(tmp_path / "compress" / "regions.json") == {versioned: (DECISION,)}
    newer = html.replace("a.css", "a.css?v=2")
    manifest_writer.write({"hash": html}, "html", [], {newer: (DECISION,)}, MadeOf())
    assert load_decisions(tmp_path / "compress" / "regions.json") == {newer: (DECISION,)}


def test_without_entries_nothing_is_left(manifest_writer: ManifestWriter, tmp_path: Path) -> None:
    manifest_writer.write({"hash": "<a>"}, "html", [], {}, MadeOf())
    assert manifest_writer.write({}, "html", [], {}, MadeOf()) == []
    assert not (tmp_path / "compress").exists()
