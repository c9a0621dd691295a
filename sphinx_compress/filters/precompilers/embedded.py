"""Dart Sass as a program of its own, by the protocol that it has for being embedded.

Its messages are protocol buffers
(https://github.com/sass/sass/blob/main/spec/embedded_sass.proto).  We need only a
few of them, so that the numbers of their fields are written here: the library for
protocol buffers and the code that it generates are far larger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...core.errors import CompressError, FilterError
from ...core.serialization import read_json_or
from ..processes import Program, output_of
from .hosting import Garbled, Host, hosted

_SYNTAXES = ("scss", "indented", "css")
#: The number of the compilation, and of the importer: there is one of each.
_ONE = 1

_COMPILE, _FOUND, _LOADED = 2, 3, 4
_ERROR, _RESULT, _LOG, _FIND, _LOAD = 1, 2, 3, 4, 5

#: The fields of a message, by their numbers.
_Message = Mapping[int, int | bytes]


@cache
def embeddable_version(executable: Path) -> str | None:
    """Return the version of Dart Sass, or ``None`` for what cannot be embedded."""
    command = (executable, "--embedded", "--version")
    try:
        said = output_of(Program("sass", command, executable.parent, 60), "")
    except FilterError:
        return None
    return read_json_or(None, said, lambda it: f"dart-sass-{it['implementationVersion']}")


def converse_embedded(
    program: Program, request: Mapping[str, str], answer: Callable[[Mapping[str, Any]], Any]
) -> Mapping[str, Any]:
    """Compile as ``hosts/sass.cjs`` does, with the same requests and results.

    :param program: Dart Sass with ``--embedded``.
    :raises FilterError: as :func:`~.hosting.converse` does.
    """
    importer = field(2, _ONE)
    text = b"".join(
        [
            field(1, request["text"]),
            field(2, request["url"]),
            field(3, _SYNTAXES.index(request["syntax"])),
            field(4, importer),
        ]
    )
    warnings: list[Mapping[str, Any]] = []
    with hosted(program) as host:
        wants_map = field(5, int(bool(request.get("map"))))
        _send(host, _COMPILE, field(2, text) + wants_map + field(6, importer))
        while True:
            ((kind, body),) = _receive(host).items()
            message = decode(_bytes(body))
            if kind == _RESULT:
                return {**_result(message, request["url"]), "warnings": warnings}
            if kind == _LOG:
                warnings += _warning(message, request["url"])
            else:
                _reply(host, kind, message, answer)


def _reply(
    host: Host, kind: int, message: _Message, answer: Callable[[Mapping[str, Any]], Any]
) -> None:
    """Answer a question of the compiler.

    :raises FilterError: if it is none, but an error of the conversation itself.
    """
    id_ = field(1, message.get(1, 0))
    if kind == _FIND:
        _send(host, _FOUND, id_ + _found(message, answer))
    elif kind == _LOAD:
        _send(host, _LOADED, id_ + _loaded(message, answer))
    elif kind == _ERROR:
        raise FilterError(f"sass broke off: {_text(message.get(3))}")
    else:
        raise Garbled(f"message {kind}")


def _warning(message: _Message, main: str) -> list[Mapping[str, Any]]:
    # The other types are not about the stylesheet's own words.
    if message.get(2):
        return []
    return [
        {
            "message": _text(message.get(3)),
            "place": _place(message.get(4), main),
            "stack": _text(message.get(5)),
        }
    ]


def _found(message: _Message, answer: Callable[[Mapping[str, Any]], Any]) -> bytes:
    question = {"find": _text(message.get(4)), "fromImport": bool(message.get(5))}
    try:
        url = answer(question)
    except CompressError as error:
        return field(3, str(error))
    return b"" if url is None else field(2, url)


def _loaded(message: _Message, answer: Callable[[Mapping[str, Any]], Any]) -> bytes:
    try:
        file = answer({"load": _text(message.get(4))})
    except CompressError as error:
        return field(3, str(error))
    syntax = field(2, _SYNTAXES.index(file["syntax"]))
    # The last is what the source map calls it.
    return field(2, field(1, file["contents"]) + syntax + field(3, _text(message.get(4))))


def _result(message: _Message, main: str) -> Mapping[str, Any]:
    if 2 in message:
        success = decode(_bytes(message[2]))
        return {"css": _text(success.get(1)), "map": _text(success.get(2))}
    failure = decode(_bytes(message.get(3)))
    return {"error": _text(failure.get(1)), "place": _place(failure.get(2), main)}


def _place(span: int | bytes | None, main: str) -> Mapping[str, Any] | None:
    if span is None:
        return None
    fields = decode(_bytes(span))
    line = decode(_bytes(fields.get(2))).get(2, 0)
    text = _text(fields.get(5)) or _text(fields.get(1))
    return {
        "url": _text(fields.get(4)) or main,
        "line": line + 1 if isinstance(line, int) else 1,
        "text": text.partition("\n")[0],
    }


def _send(host: Host, kind: int, body: bytes) -> None:
    packet = varint(_ONE) + field(kind, body)
    host.write(varint(len(packet)) + packet)


def _receive(host: Host) -> dict[int, int | bytes]:
    size, shift = 0, 0
    while True:
        byte = host.read(1)[0]
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
        if shift > 28:
            raise Garbled("a length without an end")
    packet = host.read(size)
    _, start = _read_varint(packet, 0)
    message = decode(packet[start:])
    if len(message) != 1:
        raise Garbled(repr(packet)[:80])
    return message


def varint(number: int) -> bytes:
    """Write a number that is not negative."""
    data = bytearray()
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    data.append(number)
    return bytes(data)


def field(number: int, value: int | str | bytes) -> bytes:
    """Write a field of a message; what is no number goes by its length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def decode(data: bytes) -> dict[int, int | bytes]:
    """Return the fields of a message; of one that is there twice, the last.

    :raises Garbled: if it is none, or has fields of a fixed width, of which
        the protocol has none where they matter.
    """
    fields: dict[int, int | bytes] = {}
    position = 0
    while position < len(data):
        key, position = _read_varint(data, position)
        value, position = _read_varint(data, position)
        if key & 7 == 0:
            fields[key >> 3] = value
        elif key & 7 == 2 and position + value <= len(data):
            fields[key >> 3] = data[position : position + value]
            position += value
        else:
            raise Garbled(f"field {key >> 3} of type {key & 7}")
    return fields


def _read_varint(data: bytes, position: int) -> tuple[int, int]:
    number, shift = 0, 0
    for index in range(position, min(position + 10, len(data))):
        number |= (data[index] & 0x7F) << shift
        if data[index] < 0x80:
            return number, index + 1
        shift += 7
    raise Garbled("a number without an end")


def _bytes(value: int | bytes | None) -> bytes:
    return value if isinstance(value, bytes) else b""


def _text(value: int | bytes | None) -> str:
    return _bytes(value).decode("utf-8", "replace")
