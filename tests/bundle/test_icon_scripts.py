"""Tests of scripts with the icons that a site names."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from sphinx_compress.bundle.icon_scripts import IconSplitter
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.store import Store
from sphinx_compress.bundle.swaps import Swap
from sphinx_compress.cache.local import DirectoryCache
from tests.js.test_icon_packs import MANY, START, pack

SCRIPT = f"{START}a({pack(*MANY)})"


class Site:
    def __init__(self, directory: Path) -> None:
        self.static = directory / "_static"
        self.static.mkdir()
        self.store = Store(self.static / "compress")
        self.cache = DirectoryCache(directory / "cache", 10_000_000)

    def split(self, *classes: str, script: str = SCRIPT, name: str = "awesome.js") -> Swap | None:
        (self.static / name).write_text(script)
        self.store.forget()
        sources = Sources([SourceRoot(self.static)])
        return IconSplitter(self.store, self.cache, sources).split(f"_static/{name}", classes)

    def text(self, path: str) -> str:
        return (self.store.directory / path).read_text()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_script_refers_to_the_other_icons(site: Site) -> None:
    swap = site.split("fa-n3", "fa-spin")
    assert swap is not None
    assert swap.before == len(SCRIPT)
    (rest,) = site.store.companions_of(swap.bundle.path)
    assert rest.startswith("icons/awesome.")
    text = site.text(swap.bundle.path)
    assert text.startswith(f"{START}a({pack('n3')})\n;")
    assert '["fa-n3", "fa-other-n3", "fa-spin"]' in text
    assert "KNOWN" not in text
    digest = hashlib.sha384(site.text(rest).encode()).digest()
    # For a page that promises the bytes of this script, too.
    assert f'script.integrity = "sha384-{base64.b64encode(digest).decode()}"' in text
    assert f"url(../{rest})" in text
    assert pack("n1", "n2")[1:-1] in site.text(rest)
    (decision,) = swap.decisions
    assert (decision.tag, decision.bundle) == ("_static/awesome.js", swap.bundle.path)
    assert f"29 others are in {rest}" in decision.note


def test_it_is_made_once_for_the_same_names(site: Site) -> None:
    swap = site.split("fa-n3", "fa-n4")
    site.store.prune([])
    assert site.split("fa-n4", "fa-n3") == swap
    assert swap is not None
    assert site.text(swap.bundle.path)
    assert site.text(*site.store.companions_of(swap.bundle.path))
    assert site.split("fa-n3") != swap
    # A page may have a class that names no icon, and that is no reason to fetch others.
    assert site.split("fa-n3", "fa-n4", "fa-x") != swap


def test_the_map_of_the_whole_script_is_not_taken_for_its_own(site: Site) -> None:
    swap = site.split("fa-n3", script=f"{SCRIPT}\n//# sourceMappingURL=awesome.js.map\n")
    assert swap is not None
    assert site.text(swap.bundle.path).startswith(f"{START}a({pack('n3')})\n;")
    assert "sourceMappingURL" not in site.text(swap.bundle.path)


def test_a_script_that_is_not_understood_stays(site: Site) -> None:
    for _ in range(2):
        assert site.split("fa-n3", script="a()") is None
    assert list(site.static.glob("compress/**/*.js")) == []


def test_an_odd_name_is_not_that_of_a_bundle(site: Site) -> None:
    swap = site.split("fa-n3", name="a b'.js")
    assert swap is None or swap.bundle.path.startswith("js/icons.")
