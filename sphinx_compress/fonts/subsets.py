"""Subsets of fonts, each made in a process of its own, as many at once as there are processors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..core.digests import digest_of
from ..core.packages import version_of
from ..core.serialization import read_json_or
from .blocks import Needs, Ranges

_HOST: Final = Path(__file__).with_name("subset_host.py")
#: A large font takes five seconds of a processor, and a machine may be busy with other things.
_SECONDS: Final = 180


class Request(NamedTuple):
    """What is to be made of a font."""

    font: bytes
    needs: Needs
    #: What it is called where the licence reserves the name of the font.
    name: str


class Made(NamedTuple):
    """What became of a font."""

    #: A font in the format WOFF 2; empty if it is left alone.
    data: bytes = b""
    #: The characters in it, and all that are not in the font; and those in the whole font.
    has: Ranges = ()
    whole: Ranges = ()
    #: Why the font is left alone.
    reason: str = ""
    #: Whether that may be another time.
    is_failure: bool = False
    #: Whether it is a font of icons.
    is_icons: bool = False


@cache
def tools() -> str:
    """Return what tells apart what makes subsets; empty if some of it is not installed."""
    try:
        # Another version may write other bytes.
        versions = [f"{name} {version_of(name)}" for name in ("fonttools", "brotli")]
        return digest_of(*versions, _HOST.read_text("utf-8"))
    except PackageNotFoundError:
        return ""


def make(requests: Iterable[Request]) -> Iterator[Made]:
    """Yield what becomes of each font, in order."""
    # Most builds make none.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(_make, requests)


def _make(request: Request) -> Made:
    head = {"name": request.name, **request.needs._asdict()}
    command = [sys.executable, "-P", str(_HOST)]
    sent = json.dumps(head).encode() + b"\n" + request.font
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return _failure(str(error))
    line, _, data = done.stdout.partition(b"\n")
    made = read_json_or(None, line, lambda answer: _read(answer, data))
    if done.returncode or made is None:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing was said"]
        return _failure(said[-1])
    return made


def _failure(what: str) -> Made:
    return Made(reason=f"no subset was made: {what}", is_failure=True)


def _read(answer: dict[str, Any], data: bytes) -> Made:
    is_icons = bool(answer["icons"])
    if "refused" in answer:
        return Made(reason=str(answer["refused"]), is_icons=is_icons)
    ranges = read_ranges(answer["has"]), read_ranges(answer["whole"])
    return Made(data, *ranges, is_icons=is_icons)


def read_ranges(values: Iterable[Any]) -> Ranges:
    """Return the ranges that JSON holds as *values*.

    :raises ValueError, TypeError: if they are none.
    """
    return tuple((int(first), int(last)) for first, last in values)
