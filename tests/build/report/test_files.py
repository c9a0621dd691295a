"""Tests of how many bytes files take on their way."""

from __future__ import annotations

import builtins
import gzip
import sys
from pathlib import Path

import pytest

from sphinx_compress.build.report.files import Files, Size


@pytest.fixture(name="files")
def files_of_a_site(tmp_path: Path) -> Files:
    static = tmp_path / "site" / "_static"
    static.mkdir(parents=True)
    (static / "a b.css").write_text("a{}" * 100)
    (static / "x.css").write_text('@import "sub/y.css";@import url(//x.org/z.css);x{}')
    (static / "odd.css").write_text('x{}@import "no.css";')
    (tmp_path / "secret.css").write_text("secret")
    return Files(tmp_path / "site")


def test_sizes_are_those_of_servers(files: Files) -> None:
    size = files.size("_static/a%20b.css?v=1")
    assert size.raw == 300
    assert size.gzip == len(gzip.compress(b"a{}" * 100, 6))
    assert files.size("_static/missing.css") == Size()


def test_without_brotli_its_sizes_are_not_known(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert not files.knows_brotli
    assert files.size("_static/a%20b.css").brotli == 0


def test_with_brotli_they_are(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    brotli = pytest.importorskip("brotli")
    assert files.knows_brotli
    size = files.size("_static/a%20b.css").brotli
    assert brotli.decompress(brotli.compress(b"a{}" * 100, quality=5)) == b"a{}" * 100
    assert size == len(brotli.compress(b"a{}" * 100, quality=5))


def test_nothing_outside_of_the_site_is_read(files: Files) -> None:
    for url in ("../secret.css", "%2e%2e/secret.css", "_static/../../secret.css", "/etc/passwd"):
        assert files.read(url) == b""


def test_imports_are_known(files: Files) -> None:
    assert files.imports("_static/x.css") == ("_static/sub/y.css", "//x.org/z.css")
    for url in ("_static/a%20b.css", "_static/odd.css", "_static/missing.css"):
        assert files.imports(url) == ()


def test_each_file_is_read_once(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    first = files.size("_static/x.css"), files.imports("_static/x.css")
    monkeypatch.setattr(builtins, "open", None)
    monkeypatch.setattr(Path, "read_bytes", None)
    assert (files.size("_static/x.css"), files.imports("_static/x.css")) == first
