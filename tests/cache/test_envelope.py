"""Tests of the envelopes of entries in a shared cache."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.cache.envelope import seal, unseal
from sphinx_compress.core.errors import EnvelopeError

KEY, OTHER = "a" * 64, "b" * 64
SECRET = b"a secret of the project"


def reason(entry: bytes, secret: bytes = b"", key: str = KEY) -> str:
    with pytest.raises(EnvelopeError) as raised:
        unseal(key, entry, secret)
    return str(raised.value)


@given(st.binary(), st.binary())
def test_a_value_comes_back(value: bytes, secret: bytes) -> None:
    assert unseal(KEY, seal(KEY, value, secret), secret) == value


def test_an_entry_is_a_line_of_json_and_the_value_as_it_is() -> None:
    header, _, value = seal(KEY, b"\x80{}\n\n", SECRET).partition(b"\n")
    assert sorted(json.loads(header)) == ["digest", "format", "key", "signature"]
    assert value == b"\x80{}\n\n"


def test_equal_values_make_equal_entries() -> None:
    assert seal(KEY, b"x", SECRET) == seal(KEY, b"x", SECRET)


def test_who_has_no_key_takes_signed_entries() -> None:
    assert unseal(KEY, seal(KEY, b"x", SECRET)) == b"x"


def test_who_has_a_key_takes_no_unsigned_entry() -> None:
    assert reason(seal(KEY, b"x"), SECRET) == "it is not signed"


def test_an_entry_signed_by_somebody_else_is_refused() -> None:
    assert "signed with another key" in reason(seal(KEY, b"x", b"theirs"), SECRET)


@pytest.mark.parametrize("secret", [b"", SECRET])
def test_a_good_entry_in_the_place_of_another_is_refused(secret: bytes) -> None:
    assert reason(seal(OTHER, b"x", secret), secret) == "it is the entry of another key"


def test_a_signature_is_for_one_key_and_one_value() -> None:
    header, _, _ = seal(KEY, b"x", SECRET).partition(b"\n")
    signed = json.loads(header)
    moved = json.dumps(signed | {"key": OTHER}).encode() + b"\nx"
    assert "signed with another key" in reason(moved, SECRET, OTHER)
    unsigned = json.loads(seal(KEY, b"y").partition(b"\n")[0])
    changed = json.dumps(signed | {"digest": unsigned["digest"]}).encode() + b"\ny"
    assert "signed with another key" in reason(changed, SECRET)


@pytest.mark.parametrize("secret", [b"", SECRET])
def test_no_changed_byte_gives_another_value(secret: bytes) -> None:
    entry = seal(KEY, b"a value", secret)
    for position in range(len(entry)):
        for bit in (1, 32, 128):
            spoilt = bytearray(entry)
            spoilt[position] ^= bit
            # An unsigned header may lose a name that nobody reads; the value is the same then.
            try:
                assert unseal(KEY, bytes(spoilt), secret) == b"a value"
            except EnvelopeError:
                continue
            assert position < entry.index(b"\n")


@pytest.mark.parametrize("length", [0, 1, 50, -1])
def test_a_truncated_entry_is_refused(length: int) -> None:
    assert reason(seal(KEY, b"a value", SECRET)[:length], SECRET)


@given(st.binary())
def test_garbage_is_refused(data: bytes) -> None:
    assert reason(data)


@pytest.mark.parametrize(
    "header",
    [b"", b"null", b"[]", b"1", b'"x"', b"{}", b"[" * 999, b"\xff", b'{"format": 1}', b" " * 5000],
)
def test_what_is_no_header_is_said(header: bytes) -> None:
    assert reason(header + b"\nvalue") == "it is no entry of sphinx_compress"


@pytest.mark.parametrize("signature", ["\ud800", "é", None, 1, [], ""])
def test_an_odd_signature_is_a_wrong_one(signature: object) -> None:
    header = json.loads(seal(KEY, b"x", SECRET).partition(b"\n")[0])
    entry = json.dumps(header | {"signature": signature}).encode() + b"\nx"
    assert "signed" in reason(entry, SECRET)


def test_another_format_is_said() -> None:
    header = json.loads(seal(KEY, b"x").partition(b"\n")[0])
    entry = json.dumps(header | {"format": "sphinx_compress 2"}).encode() + b"\nx"
    assert "another version" in reason(entry)
