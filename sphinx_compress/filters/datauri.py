"""The filter ``datauri``: small images and fonts inside of the style sheet that uses them.

That saves a request for each, but costs bytes: as text a file is longer, and it
compresses badly among text that is nothing like it.
"""

from __future__ import annotations

import bz2
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import ClassVar, Final

from ..core.errors import FilterError, SourceError
from ..core.types import ROOT_MARKER, Kind
from ..core.urls import site_url
from ..css.rebase import rebased, rewritten
from ..css.rules import PartKind, name_of, parts
from ..css.tokens import CLOSERS, ENDS, Tokens, UntokenizableError, tokenize
from ..css.urls import urls
from .base import Filter, FilterContext, require_known
from .data_files import SVG, FileType, type_of
from .registry import shipped_version

#: Bytes of a file.
_SIZE: Final = 4096
#: Bytes that a request and its response cost beside the file: their headers.
REQUEST: Final = 300
#: How far back gzip sees that something is there for the second time.
_WINDOW: Final = 32768
#: Functions of whose images a browser loads only one.
_CHOICES: Final = frozenset({"image-set", "-webkit-image-set", "image"})


@dataclass(slots=True)
class _File:
    """A file that a style sheet uses, in one place or in several."""

    path: str
    type: FileType
    data: bytes
    #: Indexes of the tokens that hold its URL.
    places: list[int] = field(default_factory=list)


class DataURIFilter(Filter):
    """Puts small images and fonts into the style sheet where that makes the site smaller."""

    name: ClassVar[str] = "datauri"
    version: ClassVar[str] = shipped_version("datauri")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return nothing: all that counts is in the text, the options and the files.

        :raises FilterError: if the options make no sense.
        """
        _size(options)
        return ""

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the style sheet; the URL of what cannot be put into it is kept."""
        size = _size(context.options)
        try:
            tokens = tokenize(text)
        except UntokenizableError:
            return text
        chosen: dict[int, str] = {}
        before = _estimate(tokens.text)
        for file in _files(tokens, context, size):
            ways = file.type.urls_of(file.data)
            results = [chosen | dict.fromkeys(file.places, way) for way in ways]
            after, best = min(
                ((_estimate(_written(tokens, result)), result) for result in results),
                key=lambda item: item[0],
            )
            if _increase(tokens, file, after - before) < _transfer(file) + REQUEST:
                chosen, before = best, after
                context.inlined(file.path)
        return _written(tokens, chosen) if chosen else text


def _size(options: Mapping[str, object]) -> int:
    require_known("datauri", options, {"size"})
    size = options.get("size", _SIZE)
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise FilterError("the option size of the filter datauri must be a number of bytes")
    return size


def _files(tokens: Tokens, context: FilterContext, size: int) -> list[_File]:
    """Return the files that may be put in, in order of appearance."""
    files: dict[str, _File | None] = {}
    values = {url.position: url.value for url in urls(tokens)}
    if tokens.torn:
        values.pop(len(tokens.words) - 1, None)  # that of a URL without its end
    for index, font in _places(tokens, values):
        url = rebased(values[index], base=context.base, target=None, source=context.source)
        if not url.startswith(ROOT_MARKER):
            continue
        path = site_url(url)
        type_ = type_of(path)
        if "?" in path or "#" in path or type_ is None or type_.is_font is not font:
            continue
        if path not in files:
            files[path] = _read(path, type_, context, size)
        file = files[path]
        if file is not None:
            file.places.append(index)
    return [file for file in files.values() if file is not None]


def _places(tokens: Tokens, values: Mapping[int, str]) -> Iterator[tuple[int, bool]]:
    """Yield the indexes of the URLs that a browser loads, each with whether as a font.

    URLs in custom properties are left out: where these lead depends on the style sheet
    that uses the property, and a script may read it.
    """
    rules: list[bool] = []
    is_font_face = False
    for part in parts(tokens.shape, nested=tokens.nested):
        kind, first, last, _ = part
        if kind in (PartKind.AT, PartKind.SELECTOR):
            token = tokens.words[first]
            is_font_face = kind is PartKind.AT and token.lower == "font-face"
        elif kind is PartKind.OPEN:
            rules.append(is_font_face)
            is_font_face = False
        elif kind is PartKind.CLOSE:
            rules.pop()
        elif kind is PartKind.DECLARATION:
            font = bool(rules) and rules[-1]
            found = [index for index in _loaded(tokens, first, last) if index in values]
            if font and name_of(tokens.words, part.first).lower() == "src":
                # The others are for browsers that cannot use the first.
                yield from ((index, True) for index in found[:1])
            elif not font:
                yield from ((index, False) for index in found)


def _loaded(tokens: Tokens, first: int, last: int) -> Iterator[int]:
    """Yield the indexes of the tokens that are in no function which chooses between images."""
    choosing: list[bool] = []
    for index in range(first, last):
        token = tokens.words[index]
        if token.type in CLOSERS:
            is_choice = token.type == "function" and token.lower in _CHOICES
            choosing.append(is_choice or (bool(choosing) and choosing[-1]))
        elif token.type in ENDS:
            choosing.pop()
        elif not (choosing and choosing[-1]):
            yield index


def _read(path: str, type_: FileType, context: FilterContext, size: int) -> _File | None:
    try:
        data = context.read(path)
    except SourceError:
        return None  # the URL is kept
    if not data or len(data) > size:
        return None
    return _File(path, type_, data) if type_.is_of(data) else None


def _written(tokens: Tokens, chosen: Mapping[int, str]) -> str:
    """Return the style sheet with other URLs in some of its tokens."""
    pieces = []
    done = 0
    for index in sorted(chosen):
        token = tokens.token(index)
        source, url = tokens.source(token), chosen[index]
        if token.type == "url" and not url.partition(",")[0].endswith("base64"):
            # Without quotes, each blank would need a backslash.
            text = f'{source[: source.index("(") + 1]}"{url}")'
        else:
            text = rewritten(source, token, url)
        pieces += [tokens.text[done : token.start], text]
        done = token.end
    return "".join(pieces) + tokens.text[done:]


def _estimate(text: str) -> int:
    """Return about how many bytes a server sends for a text.

    It sends it by gzip or Brotli, but there are several programs for these, with
    other results; the decision, and with it the bundle's name, would depend on
    the machine.  There is one bzip2, and what it makes of an image in a style
    sheet is more than gzip's, or at most a tenth less.
    """
    return len(bz2.compress(text.encode("utf-8", "surrogatepass")))


def _increase(tokens: Tokens, file: _File, estimated: int) -> float:
    """Return how many bytes a file in the style sheet costs at the most."""
    starts = [tokens.starts[index] for index in file.places]
    # bzip2 sees all of a text, and each copy that gzip does not see counts in full.
    far = sum(two - one > _WINDOW for one, two in pairwise(starts))
    return 1.1 * estimated * (1 + far)


def _transfer(file: _File) -> float:
    """Return how many bytes a file costs at the least by itself: all but SVG is compressed."""
    if file.type is not SVG:
        return len(file.data)
    # For a text as short as this, gzip needs up to a sixth less.
    return 0.85 * len(bz2.compress(file.data))
