"""Tests of the encodings of precompressed files."""

from __future__ import annotations

import gzip
import sys

import pytest

from sphinx_compress.core.types import ContentEncoding
from sphinx_compress.delivery.encodings import Encoding, load_encodings

DATA = b".some-class { color: red }\n" * 400


def load(name: ContentEncoding) -> Encoding:
    (encoding,), problems = load_encodings([name])
    assert problems == []
    return encoding


@pytest.mark.parametrize("name", ["gz", "br", "zst"])
def test_what_is_encoded_can_be_decoded_and_is_always_the_same(name: ContentEncoding) -> None:
    encoding = load(name)
    encoded = encoding.encode(DATA)
    assert len(encoded) < len(DATA) / 10
    assert encoding.encode(DATA) == encoded
    assert encoding.decode(encoded) == DATA
    assert encoding.suffix == f".{name}"


def test_a_gzip_file_names_no_time() -> None:
    encoded = load("gz").encode(DATA)
    assert encoded[4:8] == bytes(4)
    assert gzip.decompress(encoded) == DATA


def test_the_fingerprint_knows_the_version() -> None:
    import brotli

    assert load("br").fingerprint == f"brotli {brotli.__version__}"


def test_what_is_not_installed_is_told_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "zopfli.gzip", None)
    found, (problem,) = load_encodings(["gz", "br"])
    assert [encoding.name for encoding in found] == ["br"]
    assert problem.message == (
        "compress_precompress: 'gz' needs zopfli, which is not installed; run: pip install"
        " 'sphinx_compress[precompress]'"
    )
