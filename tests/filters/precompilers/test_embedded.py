"""The messages of the Embedded Sass protocol."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.errors import FilterError
from sphinx_compress.filters.precompilers.embedded import converse_embedded, decode, field, varint
from sphinx_compress.filters.precompilers.hosting import Garbled
from sphinx_compress.filters.processes import Program

values = st.one_of(st.integers(0, 2**63), st.text(), st.binary())


# https://protobuf.dev/programming-guides/encoding/ has these.
@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (varint(150), "9601"),
        (field(1, 150), "089601"),
        (field(2, "testing"), "120774657374696e67"),
        (field(3, field(1, 150)), "1a03089601"),
    ],
)
def test_what_is_written_is_what_the_specification_has(made: bytes, expected: str) -> None:
    assert made.hex() == expected


@given(st.dictionaries(st.integers(1, 2**20), values))
def test_what_is_written_is_read_again(fields: dict[int, int | str | bytes]) -> None:
    data = b"".join(field(number, value) for number, value in fields.items())
    assert decode(data) == {
        number: value.encode() if isinstance(value, str) else value
        for number, value in fields.items()
    }


@given(st.binary())
def test_what_is_no_message_is_garbled_at_the_worst(data: bytes) -> None:
    try:
        decode(data)
    except Garbled:
        return


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (b"", "sass ended early: it said nothing"),
        (b"\x03\x01", "sass ended early"),
        (b"hello, I am something else" * 9, "sass (answered what|ended early)"),
        (b"\xff" * 20, "sass answered what cannot be understood: a length without an end"),
        (b"\xff\xff\xff\xff\x0f", "sass answered what cannot be understood: .* bytes to come"),
        (b"\x00", "sass answered what cannot be understood"),
        (b"\x01\x01", "sass answered what cannot be understood"),
        (b"\x03\x01\x3a\x00", "sass answered what cannot be understood: message 7"),
        (b"\x08\x01\x0a\x05\x1a\x03bad", "sass broke off: bad"),
    ],
)
def test_what_breaks_the_protocol_is_an_error(output: bytes, message: str, tmp_path: Path) -> None:
    program = tmp_path / "sass"
    # It waits for the request, since what was told to nobody ends the conversation as well.
    program.write_text(f"#!{sys.executable}\nimport os\nos.read(0, 1)\nos.write(1, {output!r})\n")
    program.chmod(0o755)
    request = {"text": "", "url": "compress:///_static/a.scss", "syntax": "scss"}
    with pytest.raises(FilterError, match=message):
        converse_embedded(Program("sass", (program,), tmp_path, 20), request, dict)
