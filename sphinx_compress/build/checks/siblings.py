"""Checks the files that servers send in place of others: ``a.css.br`` for ``a.css``."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

from ...core.types import ContentEncoding
from ...delivery.encodings import load_encodings
from ...delivery.siblings import TEXT_SUFFIXES

_NAMES: tuple[ContentEncoding, ...] = ("gz", "br", "zst")


def sibling_problems(directory: Path, bundles: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each sibling that is not what it should be, and what is wrong with it.

    :param directory: the output directory.
    :param bundles: where the bundles are, below it.
    """
    for name in _NAMES:
        siblings = [
            each
            for each in sorted(directory.rglob(f"*.{name}"))
            if each.with_suffix("").suffix in TEXT_SUFFIXES and each.is_file()
        ]
        decode, problem = _decoder(name) if siblings else (None, "")
        if problem:
            yield siblings[0].relative_to(directory).as_posix(), problem
        for sibling in siblings:
            path = sibling.relative_to(directory).as_posix()
            original = sibling.with_suffix("")
            if not original.is_file():
                # Elsewhere, it may be a file to download.
                if path.startswith(f"{bundles}/"):
                    yield path, f"{original.name}, in place of which it is sent, is not there"
            elif decode and not _is_same(sibling, original, decode):
                yield path, f"it does not hold {original.name}, in place of which it is sent"


def _decoder(name: ContentEncoding) -> tuple[Callable[[bytes], bytes] | None, str]:
    if name == "gz":
        # To read it needs less than to make it.
        return gzip.decompress, ""
    encodings, problems = load_encodings([name])
    if problems:
        return None, f"it, and all others of its kind, cannot be read: {problems[0].message}"
    return encodings[0].decode, ""


def _is_same(sibling: Path, original: Path, decode: Callable[[bytes], bytes]) -> bool:
    try:
        return decode(sibling.read_bytes()) == original.read_bytes()
    except Exception:
        # Whatever a library raises for what is no data of its own.
        return False
