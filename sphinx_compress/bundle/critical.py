"""Bundles of style sheets → their critical parts, and the HTML that loads both."""

from __future__ import annotations

import json
import posixpath
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.types import STATIC
from ..page.gate import (
    NAME,
    OPENER,
    gate_elements,
    gate_sheet,
    inline_sheet,
    late_element,
    sheet_element,
    split_element,
)
from .elements import bundle_url
from .result import Decision, Result
from .store import HASH_DIGITS, Bundle, Store, name_bundle

#: A sheet is split if that saves so much of its bytes, and so many of them, when compressed.
_LARGEST_PART: Final = 0.75
_LEAST_SAVED: Final = 2000

_CHARSET: Final = '@charset "utf-8";\n'
_GATE = Decision(
    "", reason="here the whole style sheets begin to apply; the scripts below wait for them"
)


@dataclass(frozen=True, slots=True)
class CriticalParts:
    """The critical parts of the bundles of a site that are split."""

    #: Path of a bundle → its part.
    parts: Mapping[str, Bundle] = field(default_factory=lambda: MappingProxyType({}))
    #: Ids of regions whose bundles are not split, whatever becomes of those of others.
    kept: Collection[str] = frozenset()
    #: Path of a bundle → the marked text of its part, if that stands in the page itself.
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Path of a bundle → what stands in for it everywhere, without what nothing uses.
    used: Mapping[str, Bundle] = field(default_factory=lambda: MappingProxyType({}))

    def split(self, result: Result, region_id: str, output_dir: str) -> Result:
        """Return *result*, that of a region, with the bundles in it split that can be."""
        html, parts, size = result.html, [], 0
        decisions = result.decisions
        for whole, part in self._of(result, region_id, output_dir):
            url = bundle_url(output_dir, whole.path)
            critical, where = sheet_element(bundle_url(output_dir, part.path)), part.path
            if whole.path in self.texts:
                text = self.texts[whole.path]
                critical, where = inline_sheet(text), "in the page itself"
                size += len(text.encode())
            else:
                parts.append(part)
                size += part.size
            html = html.replace(sheet_element(url), split_element(critical, url))
            decisions = tuple(_explained(decisions, whole, where))
        if html == result.html:
            return result
        return replace(
            result,
            html=html,
            bundles=(*result.bundles, *parts),
            requests=(result.requests[0], result.requests[1] + len(parts)),
            sizes=(result.sizes[0], result.sizes[1] + size),
            decisions=decisions,
        )

    def gate(self, results: Iterable[tuple[Result, str]], store: Store, output_dir: str) -> Result:
        """Return what stands at the gate of a page; its files are in the store then.

        :param results: those of the regions whose style sheets wait there, with their ids.
        :raises OSError: if the output directory is not writable.
        """
        wholes = [
            whole.path.rpartition("/")[2]
            for result, region_id in results
            for whole, _ in self._of(result, region_id, output_dir)
        ]
        if not wholes:
            return Result("")
        texts = {"js": OPENER, "css": gate_sheet(dict.fromkeys(wholes))}
        bundles = {kind: name_bundle(kind, NAME, text.encode()) for kind, text in texts.items()}
        for kind, bundle in bundles.items():
            store.write(bundle, texts[kind].encode())
        opener, gate = (bundle_url(output_dir, bundles[kind].path) for kind in ("js", "css"))
        size = sum(bundle.size for bundle in bundles.values())
        return Result(
            gate_elements(opener, gate),
            bundles=tuple(bundles.values()),
            requests=(0, len(bundles)),
            sizes=(0, size),
            decisions=(_GATE,),
        )

    def _of(self, result: Result, region_id: str, output_dir: str) -> list[tuple[Bundle, Bundle]]:
        """Return the bundles of a result that are split, with their parts."""
        if region_id in self.kept:
            return []
        return [
            (bundle, self.parts[bundle.path])
            for bundle in result.bundles
            if bundle.path in self.parts and can_be_split(bundle, result, output_dir)
        ]

    def to_json(self) -> str:
        """Return what :meth:`from_json` understands."""
        values = [_values(self.parts), sorted(self.kept), dict(self.texts), _values(self.used)]
        return json.dumps(values, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> CriticalParts:
        """Return the parts that *text* tells of; none if it tells of none."""
        return read_json_or(cls(), text, cls._from_values)

    @classmethod
    def _from_values(cls, values: Any) -> CriticalParts:
        parts, kept, texts, used = values
        inline = {str(path): str(text) for path, text in texts.items()}
        return cls(_bundles(parts), frozenset(map(str, kept)), inline, _bundles(used))


NOTHING_SPLIT: Final = CriticalParts()


def can_be_split(bundle: Bundle, result: Result, output_dir: str) -> bool:
    """Return whether a bundle of a result stands in the page as a plain style sheet."""
    return sheet_element(bundle_url(output_dir, bundle.path)) in result.html


def waits(bundle: Bundle, result: Result, output_dir: str) -> bool:
    """Return whether a bundle of a result is a whole style sheet, behind its critical part."""
    return late_element(bundle_url(output_dir, bundle.path)) in result.html


def _explained(decisions: Iterable[Decision], whole: Bundle, where: str) -> Iterator[Decision]:
    """Yield the decisions, with a note on the first tag of the bundle *whole*."""
    note = f"its critical part comes first ({where}), and the rest at the end of the page"
    for decision in decisions:
        if decision.bundle == whole.path and note:
            before = "" if note in decision.note else decision.note
            yield replace(decision, note="; ".join(filter(None, (before, note))))
            note = ""
        else:
            yield decision


class Splitter:
    """Finds the critical parts of bundles, each of them only if the main cache has it not.

    :param is_inline: whether the parts stand in the pages themselves, without their fonts.
    """

    def __init__(self, store: Store, cache: Cache, *, is_inline: bool = False) -> None:
        self._store = store
        self._cache = cache
        self.is_inline = is_inline

    def names_of(self, bundle: Bundle) -> frozenset[str]:
        """Return the names on which the part depends; none if there can be no part."""
        key = digest_of("names of a sheet", own_digest(), bundle.digest)
        names = read_json_or(None, self._cache.get(key) or b"", _names)
        if names is None:
            # Parsers are imported on a miss only.
            from ..css.critical import NotSplittable, names_of

            try:
                names = names_of(self._text(bundle))
            except NotSplittable:
                names = frozenset()
            self._cache.set(key, json.dumps(sorted(names)).encode())
        return names

    def part_of(self, bundle: Bundle, may_be: Callable[[str], bool]) -> Bundle | None:
        """Return the critical part, which is in the store then; ``None`` if it saves too little.

        :param may_be: whether an element of a page that has the bundle may have a name.
        :raises OSError: if the output directory is not writable.
        """
        kind = "inline" if self.is_inline else "critical"
        return self._part(kind, "critical", bundle, may_be)

    def used_of(self, bundle: Bundle, may_be: Callable[[str], bool]) -> Bundle | None:
        """Return the bundle without what nothing uses; ``None`` if all of it stays.

        :param may_be: whether an element of the site may ever have a name.
        :raises OSError: if the output directory is not writable.
        """
        name = bundle.path.rpartition("/")[2].rpartition(f".{bundle.digest[:HASH_DIGITS]}")[0]
        return self._part("used", name, bundle, may_be)

    def _part(
        self, kind: str, name: str, bundle: Bundle, may_be: Callable[[str], bool]
    ) -> Bundle | None:
        names = frozenset(filter(may_be, self.names_of(bundle)))
        if not names:
            return None
        key = digest_of(f"{kind} part", own_digest(), bundle.digest, json.dumps(sorted(names)))
        known = read_json_or(None, self._cache.get(key) or b"", lambda values: [*values])
        if known is not None and (
            not known or self._store.restore(_bundle(known), self._cache.get)
        ):
            return _bundle(known) if known else None
        from ..css.critical import critical

        whole = self._text(bundle)
        text = critical(whole, names.__contains__, has_fonts=kind != "inline")
        if not text.isascii():
            text = _CHARSET + text
        part = None
        if len(text) < len(whole) if kind == "used" else _is_worth_while(whole, text):
            data = text.encode()
            part = name_bundle("css", name, data)
            self._store.write(part, data)
            self._cache.set(part.digest, data)
        values = [part.path, part.digest, part.size] if part else []
        self._cache.set(key, json.dumps(values).encode())
        return part

    def text_of(self, part: Bundle, output_dir: str, encoding: str) -> str:
        """Return the marked text of a critical part as it can stand in a page.

        :param output_dir: where the bundles are, below ``_static/``.
        :param encoding: that of the pages.
        """
        from ..css.rebase import rebased_sheet
        from .inline import inline_safe

        path = STATIC + posixpath.normpath(f"{output_dir}/{part.path}")
        text = self._text(part).removeprefix(_CHARSET)
        text = rebased_sheet(text, base=posixpath.dirname(path), target=None, source=path)
        safe = inline_safe(text, "css", encoding)
        assert safe is not None
        return safe

    def _text(self, bundle: Bundle) -> str:
        return (self._store.directory / bundle.path).read_text("utf-8")


def _is_worth_while(whole: str, part: str) -> bool:
    """Return whether the sheet blocks a page so much less that more requests are worth it."""
    before, after = (len(zlib.compress(text.encode())) for text in (whole, part))
    return after <= before * _LARGEST_PART and before - after >= _LEAST_SAVED


def _values(bundles: Mapping[str, Bundle]) -> dict[str, list[object]]:
    return {path: [part.path, part.digest, part.size] for path, part in bundles.items()}


def _bundles(values: Any) -> dict[str, Bundle]:
    return {str(path): _bundle(part) for path, part in values.items()}


def _bundle(values: Any) -> Bundle:
    path, digest, size = values
    return Bundle(str(path), str(digest), int(size))


def _names(values: Any) -> frozenset[str]:
    return frozenset(map(str, values))
