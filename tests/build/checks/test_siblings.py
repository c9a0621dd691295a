"""Tests of the files that servers send in place of others."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from sphinx_compress.build.checks.siblings import sibling_problems

DIR = "_static/compress"


def write(site: Path, name: str, data: bytes) -> None:
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def problems(site: Path) -> dict[str, str]:
    return dict(sibling_problems(site, DIR))


def test_a_sibling_holds_its_neighbour(tmp_path: Path) -> None:
    write(tmp_path, f"{DIR}/css/a.css", b"a{}")
    write(tmp_path, f"{DIR}/css/a.css.gz", gzip.compress(b"a{}"))
    write(tmp_path, "page.html", b"<p>")
    write(tmp_path, "page.html.gz", gzip.compress(b"<p>"))
    assert problems(tmp_path) == {}
    write(tmp_path, "page.html", b"<p>another")
    write(tmp_path, f"{DIR}/css/a.css.gz", b"no gzip")
    assert problems(tmp_path) == {
        "page.html.gz": "it does not hold page.html, in place of which it is sent",
        f"{DIR}/css/a.css.gz": "it does not hold a.css, in place of which it is sent",
    }


@pytest.mark.parametrize(("name", "module"), [("br", "brotli"), ("zst", "zstandard")])
def test_other_encodings_are_read_too(name: str, module: str, tmp_path: Path) -> None:
    encoder = pytest.importorskip(module)
    data = encoder.compress(b"a{}")
    write(tmp_path, f"{DIR}/css/a.css", b"a{}")
    write(tmp_path, f"{DIR}/css/a.css.{name}", data)
    assert problems(tmp_path) == {}
    write(tmp_path, f"{DIR}/css/a.css", b"b{}")
    assert list(problems(tmp_path)) == [f"{DIR}/css/a.css.{name}"]


def test_what_cannot_be_read_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    for name in "abc":
        write(tmp_path, f"{name}.js", b"f()")
        write(tmp_path, f"{name}.js.br", b"x")
    [(path, message)] = problems(tmp_path).items()
    assert path == "a.js.br"
    assert "cannot be read: " in message
    assert "pip install 'sphinx_compress[precompress]'" in message


def test_a_sibling_without_its_neighbour_is_one_only_among_bundles(tmp_path: Path) -> None:
    write(tmp_path, "_downloads/data.json.gz", gzip.compress(b"{}"))
    write(tmp_path, "_downloads/all.tar.gz", b"x")
    write(tmp_path, f"{DIR}/js/a.js.gz", gzip.compress(b"f()"))
    assert problems(tmp_path) == {
        f"{DIR}/js/a.js.gz": "a.js, in place of which it is sent, is not there"
    }
