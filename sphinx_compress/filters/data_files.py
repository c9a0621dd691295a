"""The types of files that a style sheet can hold in ``data:`` URLs."""

from __future__ import annotations

from base64 import b64encode
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import quote

from ..css.tokens import UntokenizableError, tokenize
from ..css.urls import urls

#: What may stand in the URL of an SVG image as it is, within quotes.
_SAFE: Final = " !$&'()*+,-./:;=?@[]^_`{|}~"


class FileType(NamedTuple):
    """A type of file: its name, and what tells that a file is of it."""

    mime: str
    #: Where the marks begin, and the marks.
    marks: tuple[tuple[int, tuple[bytes, ...]], ...]
    is_font: bool = False

    def is_of(self, data: bytes) -> bool:
        """Return whether *data* are a file of this type that refers to no other file."""
        if not all(data.startswith(marks, at) for at, marks in self.marks):
            return False
        return self is not SVG or _stands_alone(data)

    def urls_of(self, data: bytes) -> list[str]:
        """Return the ``data:`` URLs that hold *data*, each written in another way."""
        found = [f"data:{self.mime};base64,{b64encode(data).decode()}"]
        if self is SVG:
            found.append(f"data:{self.mime},{quote(data, safe=_SAFE)}")
        return found


_JPEG: Final = FileType("image/jpeg", ((0, (b"\xff\xd8\xff",)),))
SVG: Final = FileType("image/svg+xml", ())
_TYPES: Final = {
    ".avif": FileType("image/avif", ((4, (b"ftypavif", b"ftypavis")),)),
    ".cur": FileType("image/x-icon", ((0, (b"\0\0\2\0",)),)),
    ".gif": FileType("image/gif", ((0, (b"GIF87a", b"GIF89a")),)),
    ".ico": FileType("image/x-icon", ((0, (b"\0\0\1\0",)),)),
    ".jpeg": _JPEG,
    ".jpg": _JPEG,
    ".png": FileType("image/png", ((0, (b"\x89PNG\r\n\x1a\n",)),)),
    ".svg": SVG,
    ".webp": FileType("image/webp", ((0, (b"RIFF",)), (8, (b"WEBP",)))),
    ".woff": FileType("font/woff", ((0, (b"wOFF",)),), is_font=True),
    ".woff2": FileType("font/woff2", ((0, (b"wOF2",)),), is_font=True),
}


def type_of(path: str) -> FileType | None:
    """Return the type that a file has by its name; ``None`` for one that cannot be held."""
    return _TYPES.get(PurePosixPath(path).suffix.lower())


def _stands_alone(data: bytes) -> bool:
    """Return whether *data* are an SVG image that refers to no other file.

    A relative URL in it would no longer lead anywhere.
    """
    from bs4 import BeautifulSoup

    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    # An entity can stand for a URL, and a style sheet can be named in front.
    if "<!ENTITY" in text or "<?xml-stylesheet" in text:
        return False
    # This parser knows no entities that a document declares.
    soup = BeautifulSoup(text, "html.parser")
    root = soup.find(True)
    if root is None or root.name != "svg":
        return False
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            if name.endswith(("href", "src", "base")):
                if not str(value).strip().startswith(("#", "data:")):
                    return False
            elif not _has_own_urls(str(value), nested=True):
                return False
        if element.name == "style" and not _has_own_urls(element.get_text(), nested=False):
            return False
    return True


def _has_own_urls(css: str, *, nested: bool) -> bool:
    """Return whether all URLs in a style sheet lead to the document itself, or hold a file."""
    if not any(mark in css for mark in ("(", "@", "\\")):
        return True
    try:
        found = [url.value.strip() for url in urls(tokenize(css, nested=nested))]
    except UntokenizableError:
        return False
    return all(value.startswith(("#", "data:")) for value in found)
