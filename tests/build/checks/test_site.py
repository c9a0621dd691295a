"""Tests of the checks of a built site, made by hand."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from pathlib import Path

import pytest

from sphinx_compress.build.checks.site import BuiltSite, Finding
from sphinx_compress.bundle.result import Decision
from sphinx_compress.bundle.store import name_bundle
from sphinx_compress.core.errors import CheckError
from sphinx_compress.manifest import decisions, manifest

DIR = "_static/compress"


class Made:
    """A site with a bundle, and a page that has it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.data = b".a { color: red }\n" * 50
        bundle = name_bundle("css", "output", self.data)
        self.bundle = f"{DIR}/{bundle.path}"
        self.tag = f'<link rel="stylesheet" href="{self.bundle}" />'
        self.write(self.bundle, self.data)
        marked = self.tag.replace("_static", "compress-root:_static")
        self.write(f"{DIR}/{manifest.FILE_NAME}", manifest.dump({"1": marked}))
        known: decisions.Decisions = {marked: (Decision("_static/a.css", bundle.path),)}
        self.write(f"{DIR}/{decisions.FILE_NAME}", decisions.dump(known))
        self.page("index.html", self.tag)
        self.page("a/b.html", self.tag.replace("_static", "../_static"))

    def write(self, name: str, data: bytes) -> None:
        file = self.directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def page(self, name: str, tags: str) -> None:
        self.write(name, f"<html><head>{tags}</head><body></body></html>".encode())

    def site(self) -> BuiltSite:
        pages = sorted(each for each in self.directory.rglob("*.html"))
        return BuiltSite(self.directory, pages)

    def findings(self) -> list[Finding]:
        return list(self.site().findings())


@pytest.fixture(name="made")
def a_made_site(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_a_good_site_has_no_findings(made: Made) -> None:
    assert made.findings() == []
    assert made.site().files() == {made.bundle}


def test_a_missing_bundle_is_told_once_with_all_its_pages(made: Made) -> None:
    (made.directory / made.bundle).unlink()
    [found] = made.findings()
    assert (found.kind, found.file, found.pages) == (
        "missing",
        made.bundle,
        ("a/b.html", "index.html"),
    )


def test_a_bundle_with_other_bytes_is_told(made: Made) -> None:
    made.write(made.bundle, made.data + b"x")
    assert [found.kind for found in made.findings()] == ["changed"]


def test_what_only_the_manifest_refers_to_must_be_there_too(made: Made) -> None:
    made.page("index.html", "")
    made.page("a/b.html", "")
    assert made.findings() == []
    (made.directory / made.bundle).unlink()
    [found] = made.findings()
    assert (found.kind, found.pages) == ("missing", ())
    assert found.message.startswith("manifest.json refers to it")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": 1}'])
def test_a_spoilt_manifest_is_told(data: bytes, made: Made) -> None:
    made.write(f"{DIR}/manifest.json", data)
    assert [found.kind for found in made.findings()] == ["manifest"]


def test_fonts_of_bundles_must_be_there_and_be_needed(made: Made) -> None:
    font = name_bundle("fonts", "lato", b"wOF2")
    sheet = name_bundle("css", "output", b"@font-face{src:url(../%s)}" % font.path.encode())
    made.write(f"{DIR}/{font.path}", b"wOF2")
    assert [(found.kind, found.file) for found in made.findings()] == [
        ("orphan", f"{DIR}/{font.path}")
    ]
    made.write(f"{DIR}/{sheet.path}", b"@font-face{src:url(../%s)}" % font.path.encode())
    made.page("index.html", made.tag + made.tag.replace(made.bundle, f"{DIR}/{sheet.path}"))
    assert made.findings() == []
    (made.directory / DIR / font.path).unlink()
    [found] = made.findings()
    assert (found.kind, found.pages) == ("missing", ("index.html",))


def test_without_a_manifest_the_pages_count(made: Made) -> None:
    (made.directory / DIR / "manifest.json").unlink()
    assert made.findings() == []


def test_what_nothing_refers_to_is_an_orphan_unless_it_is_kept(made: Made) -> None:
    old = name_bundle("js", "output", b"f()").path
    made.write(f"{DIR}/{old}", b"f()")
    assert [(found.kind, found.file) for found in made.findings()] == [("orphan", f"{DIR}/{old}")]
    made.write(f"{DIR}/generations.json", json.dumps([[], [old]]).encode())
    assert made.findings() == []


@pytest.mark.parametrize("name", ["sha256", "sha384", "sha512"])
def test_integrity_must_be_that_of_the_file(name: str, made: Made) -> None:
    digest = base64.b64encode(hashlib.new(name, made.data).digest()).decode()
    for value, kinds in ((f"{name}-{digest}", []), (f"{name}-{digest[::-1]}", ["integrity"])):
        made.page("index.html", made.tag.replace("/>", f'integrity="{value}" />'))
        assert [found.kind for found in made.findings()] == kinds


def test_integrity_of_any_file_of_the_site_is_looked_at(made: Made) -> None:
    made.write("_static/x.js", b"f()")
    tag = '<script integrity="sha256-{}" src="_static/x.js"></script>'
    made.page("x.html", tag.format("AAAA"))
    assert [(found.kind, found.file) for found in made.findings()] == [
        ("integrity", "_static/x.js")
    ]
    # One that browsers do not know promises nothing.
    made.page("x.html", tag.replace("sha256", "md5").format("AAAA"))
    assert made.findings() == []


def test_a_page_takes_what_gzip_makes_of_the_files_that_it_loads(made: Made) -> None:
    made.write("_static/x.js", b"f();" * 100)
    made.write("_static/i.css", b"@import 'j.css'; @import 'https://example.org/x.css';")
    made.write("_static/j.css", b"@import 'i.css'; b{}")
    tags = '<link rel="stylesheet" href="_static/i.css"><script src="_static/x.js"></script>'
    made.page("index.html", made.tag + tags + tags + '<script src="gone.js"></script>')

    def size(data: bytes) -> int:
        return len(zlib.compress(data, 6, 31))

    taken = made.site().taken()["index.html"]
    sheets = (made.directory / "_static" / name for name in ("i.css", "j.css"))
    assert taken["css"] == size(made.data) + sum(size(each.read_bytes()) for each in sheets)
    assert taken["js"] == size(b"f();" * 100)
    assert taken["total"] == taken["css"] + taken["js"]
    assert taken["requests"] == 5


def test_another_site_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match=r"no _static/…/regions\.json was found below"):
        BuiltSite(tmp_path, [])
