"""Content encodings that servers send without compressing a file each time."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Final

from ..core.types import ContentEncoding, Problem


@dataclass(frozen=True, slots=True)
class Encoding:
    """A way to compress a file ahead of time."""

    name: ContentEncoding
    #: Changes whenever the same data may give other bytes.
    fingerprint: str
    encode: Callable[[bytes], bytes]
    #: Raises an exception, of whatever class, for data that is none of its own.
    decode: Callable[[bytes], bytes]

    @property
    def suffix(self) -> str:
        """What servers expect behind the name of the file."""
        return f".{self.name}"


#: What each encoding is made with: a module, and the package that has it.
_MODULES: Final[dict[ContentEncoding, tuple[str, str]]] = {
    # That of Python makes other bytes with another zlib.
    "gz": ("zopfli.gzip", "zopfli"),
    "br": ("brotli", "brotli"),
    "zst": ("zstandard", "zstandard"),
}

#: The highest level whose window, 8 MB, every browser takes.
_ZSTD_LEVEL: Final = 19


def load_encodings(
    names: Iterable[ContentEncoding],
) -> tuple[tuple[Encoding, ...], list[Problem]]:
    """Return the encodings with these *names*, and a problem for each that cannot be made."""
    found: list[Encoding] = []
    problems: list[Problem] = []
    for name in names:
        module, package = _MODULES[name]
        try:
            encoding = _ENCODINGS[name](import_module(module), f"{package} {version(package)}")
        except ImportError:
            message = (
                f"compress_precompress: {name!r} needs {package}, which is not installed; run:"
                " pip install 'sphinx_compress[precompress]'"
            )
            problems.append(Problem("config", message))
        else:
            found.append(encoding)
    return tuple(found), problems


def _gzip(zopfli: ModuleType, fingerprint: str) -> Encoding:
    return Encoding("gz", fingerprint, zopfli.compress, gzip.decompress)


def _brotli(brotli: ModuleType, fingerprint: str) -> Encoding:
    def encode(data: bytes) -> bytes:
        encoded: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)
        return encoded

    return Encoding("br", fingerprint, encode, brotli.decompress)


def _zstandard(zstandard: ModuleType, fingerprint: str) -> Encoding:
    def encode(data: bytes) -> bytes:
        # Not one for all: it cannot be used by two threads.
        encoded: bytes = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data)
        return encoded

    def decode(data: bytes) -> bytes:
        decoded: bytes = zstandard.ZstdDecompressor().decompress(data)
        return decoded

    return Encoding("zst", fingerprint, encode, decode)


_ENCODINGS: Final[dict[ContentEncoding, Callable[[ModuleType, str], Encoding]]] = {
    "gz": _gzip,
    "br": _brotli,
    "zst": _zstandard,
}
