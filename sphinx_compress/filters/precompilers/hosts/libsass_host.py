"""Compiles one stylesheet with libsass; sass.py says what goes in and out.

A process of its own, since libsass is C++ that nobody maintains: what it does
to its process, and how long it takes, is then not Sphinx's concern.  This file
is run by its path, and imports nothing of this package.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import sass

#: Where it says what it is done with; what libsass prints must not be taken for that.
_OUT = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

#: What libsass leaves to browsers when its importers do not want it.  Anything
#: else it would look for by itself, and so must never be handed back to it.
_FOR_BROWSERS = ("http://", "https://", "//")


def _write(value: object) -> None:
    _OUT.write(json.dumps(value) + "\n")
    _OUT.flush()


def _read() -> Any:
    line = sys.stdin.buffer.readline()
    if not line:
        sys.exit(1)
    return json.loads(line)


class _Refused(Exception):
    """Python does not hand out what was asked for."""


def _main() -> None:
    request = _read()
    warnings: list[str] = []
    refusals: list[str] = []

    def load(url: str, asking: str) -> list[tuple[str, str]] | None:
        if url.startswith(_FOR_BROWSERS) or url.endswith(".css"):
            return None
        asking = request["path"] if asking == "stdin" else asking
        _write({"ask": {"import": url, "from": asking}})
        answer = _read()
        if "refused" in answer:
            refusals.append(answer["refused"])
            raise _Refused
        return [(answer["value"]["path"], answer["value"]["text"])]

    def warn(message: object) -> None:
        warnings.append(str(message))

    def ignore(message: object) -> None:
        pass

    try:
        css = sass.compile(
            string=request["text"],
            indented=request["indented"],
            output_style="expanded",
            precision=10,
            importers=[(0, load)],
            custom_functions=[
                sass.SassFunction("@warn", ("$message",), warn),
                sass.SassFunction("@debug", ("$message",), ignore),
            ],
        )
    except sass.CompileError as error:
        _write({"done": {"error": str(error), "refused": refusals[-1] if refusals else None}})
    else:
        _write({"done": {"css": css, "warnings": warnings}})


_main()
