"""Tests of the files beside the bundles."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.ledger import Ledger
from sphinx_compress.manifest import Nodelists, load, load_nodelists, nodelist_of
from sphinx_compress.record import load as load_record
from sphinx_compress.region import Region
from sphinx_compress.result import Fate
from sphinx_compress.store import Store

from .sites import sheet

FATE = Fate("a.css", "css/output.css")
REGION = Region("css", "file", "output", sheet("a.css"))
OTHER = Region("css", "file", "output", sheet("b.css"))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Store(tmp_path / "compress"))


def test_it_holds_entries_nodelists_and_fates(ledger: Ledger, tmp_path: Path) -> None:
    entries = {REGION.nodelist_hash: "<a>"}
    written = ledger.write(entries, "dirhtml", [REGION], {"<a>": (FATE,)})
    assert {path.name for path in written} == {"manifest.json", "nodelists.json", "regions.json"}
    directory = tmp_path / "compress"
    assert load(ledger.manifest) == entries
    assert load_record(directory / "regions.json") == {"<a>": (FATE,)}
    assert load_nodelists(directory / "nodelists.json") == Nodelists(
        "dirhtml", {REGION.nodelist_hash: nodelist_of(REGION)}
    )


def test_what_is_there_already_is_not_written_again(ledger: Ledger) -> None:
    entries = {REGION.nodelist_hash: "<a>"}
    assert ledger.write(entries, "html", [REGION], {"<a>": (FATE,)})
    assert ledger.write(entries, "html", [REGION], {"<a>": (FATE,)}) == []
    [changed] = ledger.write(entries, "html", [REGION], {"<a>": (Fate("a.css"),)})
    assert changed.name == "regions.json"


def test_of_entries_that_are_kept_is_known_what_was_known(ledger: Ledger, tmp_path: Path) -> None:
    entries = {REGION.nodelist_hash: "<a>", OTHER.nodelist_hash: "<b>"}
    ledger.write(entries, "html", [REGION, OTHER], {"<a>": (FATE,), "<b>": (FATE,), "<c>": (FATE,)})
    ledger.write(entries, "html", [REGION], {"<a>": ()})
    directory = tmp_path / "compress"
    assert load_record(directory / "regions.json") == {"<b>": (FATE,)}
    assert load_nodelists(directory / "nodelists.json").by_hash.keys() == entries.keys()
    ledger.write({REGION.nodelist_hash: "<a>"}, "html", [], {})
    assert load_record(directory / "regions.json") == {}
    assert load_nodelists(directory / "nodelists.json").by_hash.keys() == {REGION.nodelist_hash}


def test_fates_follow_their_html_through_versions(ledger: Ledger, tmp_path: Path) -> None:
    html = sheet("a.css")
    versioned = html.replace("a.css", "a.css?v=1")
    ledger.write({"hash": html}, "html", [], {versioned: (FATE,)})
    ledger.write({"hash": html}, "html", [], {})
    assert load_record(tmp_path / "compress" / "regions.json") == {versioned: (FATE,)}
    newer = html.replace("a.css", "a.css?v=2")
    ledger.write({"hash": html}, "html", [], {newer: (FATE,)})
    assert load_record(tmp_path / "compress" / "regions.json") == {newer: (FATE,)}


def test_without_entries_nothing_is_left(ledger: Ledger, tmp_path: Path) -> None:
    ledger.write({"hash": "<a>"}, "html", [], {})
    assert ledger.write({}, "html", [], {}) == []
    assert not (tmp_path / "compress").exists()
