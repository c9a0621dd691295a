"""Finds the critical parts of bundles, and what is left of them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.map_comments import without_map_url
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.types import STATIC
from .icon_scripts import PREFIX
from .store import HASH_DIGITS, Bundle, Store, bundle_from, name_bundle, values_of

if TYPE_CHECKING:
    from ..css.part_reader import Piece

#: A sheet is split if that saves so much of its bytes, and so many of them.  These are not those
#: of a compressed file, which differ with the library that compresses: the same sheet is split
#: in the same way on any machine.  Style sheets are five to seven times as large as what is sent.
_LARGEST_PART: Final = 0.7
_LEAST_SAVED: Final = 8000
#: The rest costs no request more than the whole sheet.
_LEAST_LEFT_OUT: Final = 2500
#: Bytes of what stands in each page.  Compressed, it is a sixth of that: TCP sends that much, and
#: the page, in two round trips.
LARGEST_INLINE: Final = 100_000

#: Font Awesome gives such a class to what it draws.
_WIDTH: Final = re.compile(rf"\.{PREFIX}w-[0-9]+")

_CHARSET: Final = '@charset "utf-8";\n'


class Splitter:
    """Finds the critical parts of bundles, each of them only if the main cache has it not."""

    def __init__(self, store: Store, cache: Cache) -> None:
        self._store = store
        self._cache = cache

    def names_of(self, bundle: Bundle) -> frozenset[str]:
        """Return the names on which the part depends; none if there can be no part."""
        key = digest_of("names of a sheet", own_digest(), bundle.digest)
        names = read_json_or(None, self._cache.get(key) or b"", _names)
        if names is None:
            # Parsers are imported on a miss only.
            from ..css.critical import names_of
            from ..css.part_reader import NotSplittable

            try:
                names = names_of(self.text(bundle))
            except NotSplittable:
                names = frozenset()
            self._cache.set(key, json.dumps(sorted(names)).encode())
        return names

    def part_of(
        self, bundle: Bundle, may_be: Callable[[str], bool], *, is_inline: bool = False
    ) -> Bundle | None:
        """Return the critical part, which is in the store then; ``None`` if it saves too little.

        :param may_be: whether an element of a page that has the bundle may have a name.
        :param is_inline: whether it is to stand in pages themselves, without its fonts.  Then
            there is none that is larger than :data:`LARGEST_INLINE`, and else always one.
        :raises OSError: if the output directory is not writable.
        """
        kind = "inline" if is_inline else "critical"
        return self._part(kind, "critical", bundle, may_be)

    def remainder_of(
        self, bundle: Bundle, may_be: Callable[[str], bool], *, is_inline: bool = False
    ) -> Bundle | None:
        """Return what is to come behind the critical part; ``None`` if all of it must, or nearly.

        It is in the store then.

        :param may_be: what :meth:`part_of` was asked with, as was *is_inline*.
        :raises OSError: if the output directory is not writable.
        """
        kind = "inline remainder" if is_inline else "remainder"
        return self._part(kind, "rest", bundle, may_be)

    def used_of(self, bundle: Bundle, may_be: Callable[[str], bool]) -> Bundle | None:
        """Return the bundle without what nothing uses; ``None`` if all of it stays.

        :param may_be: whether an element of the site may ever have a name.
        :raises OSError: if the output directory is not writable.
        """
        name = bundle.path.rpartition("/")[2].rpartition(f".{bundle.digest[:HASH_DIGITS]}")[0]
        return self._part("used", name, bundle, may_be)

    def without_icons_of(self, rest: Bundle, known: Collection[str]) -> Bundle | None:
        """Return a rest without the rules for icons that a script does not know.

        :param known: the classes of the icons that it knows; see :class:`.swaps.Swap`.
        :return: ``None`` if that saves too little, or if the rest has fonts, which a page that has
            fetched both would load twice.
        :raises OSError: if the output directory is not writable.
        """
        if "font-face" in self.text(rest).casefold():
            return None

        def may_be(name: str) -> bool:
            is_icon = name.startswith(f".{PREFIX}") and not _WIDTH.fullmatch(name)
            return not is_icon or name[1:] in known

        return self._part("icons", "rest", rest, may_be)

    def _part(
        self, kind: str, name: str, bundle: Bundle, may_be: Callable[[str], bool]
    ) -> Bundle | None:
        all_names = self.names_of(bundle)
        names = frozenset(filter(may_be, all_names))
        if not (all_names if kind.startswith("inline") else names):
            return None
        key = digest_of(f"{kind} part", own_digest(), bundle.digest, json.dumps(sorted(names)))
        known = read_json_or(None, self._cache.get(key) or b"", lambda values: [*values])
        if known is not None and (
            not known or self._store.restore(bundle_from(known), self._cache.get)
        ):
            return bundle_from(known) if known else None
        with_comment = self.text(bundle)
        whole = without_map_url(with_comment)
        pieces = _pieces(kind, whole, names.__contains__)
        text = _joined(pieces)
        part = None
        if _is_worth_while(kind, whole, text):
            if kind != "inline" and whole != with_comment:
                text = self._with_map(name, with_comment, pieces)
            data = text.encode()
            part = name_bundle("css", name, data)
            self._store.write(part, data)
            self._cache.set(part.digest, data)
        self._cache.set(key, json.dumps(values_of(part) if part else []).encode())
        return part

    def _with_map(self, name: str, whole: str, pieces: list[Piece]) -> str:
        """Return the text of a part of a bundle, with a comment that names its map."""
        from ..filters.alignment import cut
        from .maps import WHOLE, DerivedMaps

        text = _joined(pieces)
        below = int(text.startswith(_CHARSET))
        step = cut(pieces, without_map_url(whole), WHOLE).below(below)
        return DerivedMaps(self._store, self._cache).named_in(text, name, whole, step)

    def text_of(self, part: Bundle, output_dir: str, encoding: str) -> str:
        """Return the marked text of a critical part as it can stand in a page.

        :param output_dir: where the bundles are, below ``_static/``.
        :param encoding: that of the pages.
        """
        from ..css.rebase import rebased_sheet
        from .inline import inline_safe

        path = STATIC + posixpath.normpath(f"{output_dir}/{part.path}")
        text = self.text(part).removeprefix(_CHARSET)
        text = rebased_sheet(text, base=posixpath.dirname(path), target=None, source=path)
        safe = inline_safe(text, "css", encoding)
        assert safe is not None
        return safe

    def text(self, bundle: Bundle) -> str:
        """Return the text of a bundle."""
        return (self._store.directory / bundle.path).read_text("utf-8")


def _pieces(kind: str, whole: str, may_be: Callable[[str], bool]) -> list[Piece]:
    """Return the pieces of a part; all if none of the sheet may be left out."""
    from ..css.critical import critical_pieces
    from ..css.part_reader import NotSplittable, Piece
    from ..css.remainder import remainder_pieces

    has_fonts = not kind.startswith("inline")
    try:
        if kind.endswith("remainder"):
            return remainder_pieces(whole, may_be, has_fonts=has_fonts)
        is_all = kind in {"used", "icons"}
        return critical_pieces(whole, may_be, has_fonts=has_fonts, is_all=is_all)
    except NotSplittable:
        return [Piece(whole, 0)]


def _joined(pieces: list[Piece]) -> str:
    text = "".join(piece for piece, _ in pieces)
    return text if text.isascii() else _CHARSET + text


def _is_worth_while(kind: str, whole: str, part: str) -> bool:
    """Return whether a part is so much smaller that a file of its own is worth it."""
    if kind == "used":
        return len(part) < len(whole)
    if kind == "inline":
        return len(part.encode()) <= LARGEST_INLINE
    before, after = (len(text.encode()) for text in (whole, part))
    if kind.endswith(("remainder", "icons")):
        return before - after >= _LEAST_LEFT_OUT
    return after <= before * _LARGEST_PART and before - after >= _LEAST_SAVED


def _names(values: Any) -> frozenset[str]:
    return frozenset(map(str, values))
