"""Bundles of style sheets that are split, and the HTML that loads both of their pieces."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from ..core.serialization import read_json_or
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
from .store import Bundle, Store, bundle_from, name_bundle, values_of

_GATE = Decision(
    "", reason="from here on, the style sheets apply as a whole; the scripts below wait for that"
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
    #: Path of a bundle → why its part is a file, if it was to stand in the page itself.
    as_files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Path of a bundle → what stands in for it everywhere, without what nothing uses.
    used: Mapping[str, Bundle] = field(default_factory=lambda: MappingProxyType({}))
    #: Path of a bundle → what comes in place of the whole one, behind the critical part.
    remainders: Mapping[str, Bundle] = field(default_factory=lambda: MappingProxyType({}))
    #: Path of a bundle → what comes in place of that, without rules for icons that no page has.
    without_icons: Mapping[str, Bundle] = field(default_factory=lambda: MappingProxyType({}))

    def split(self, result: Result, region_id: str, output_dir: str) -> Result:
        """Return *result*, that of a region, with the bundles in it split that can be."""
        html, parts, size = result.html, [], 0
        bundles, decisions = result.bundles, result.decisions
        for whole, part in self._of(result, region_id, output_dir):
            url = bundle_url(output_dir, whole.path)
            critical, where = sheet_element(bundle_url(output_dir, part.path)), part.path
            if reason := self.as_files.get(whole.path):
                where = f"{part.path}, not in the page itself: {reason}"
            if whole.path in self.texts:
                text = self.texts[whole.path]
                critical, where = inline_sheet(text), "in the page itself"
                size += len(text.encode())
            else:
                parts.append(part)
                size += part.size
            rest, late = self._rest(whole), self._late(whole)
            urls = (bundle_url(output_dir, each.path) for each in (late, rest))
            html = html.replace(sheet_element(url), split_element(critical, *urls))
            size += late.size - whole.size
            bundles = tuple(late if each == whole else each for each in bundles)
            note = _note(where, rest, late)
            decisions = tuple(_explained(decisions, whole, late, note))
        if html == result.html:
            return result
        return replace(
            result,
            html=html,
            bundles=(*bundles, *parts),
            requests=(result.requests[0], result.requests[1] + len(parts)),
            sizes=(result.sizes[0], result.sizes[1] + size),
            decisions=decisions,
        )

    def gate(self, results: Iterable[tuple[Result, str]], store: Store, output_dir: str) -> Result:
        """Return what stands at the gate of a page; its files are in the store then.

        :param results: those of the regions whose style sheets wait there, with their ids.
        :raises OSError: if the output directory is not writable.
        """
        rests = [
            self._late(whole).path.rpartition("/")[2]
            for result, region_id in results
            for whole, _ in self._of(result, region_id, output_dir)
        ]
        if not rests:
            return Result("")
        texts = {"js": OPENER, "css": gate_sheet(dict.fromkeys(rests))}
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

    def _rest(self, whole: Bundle) -> Bundle:
        """Return all that comes behind the critical part of a bundle."""
        return self.remainders.get(whole.path, whole)

    def _late(self, whole: Bundle) -> Bundle:
        """Return what a page loads of that."""
        return self.without_icons.get(whole.path) or self._rest(whole)

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
        mappings = (self.parts, self.used, self.remainders, self.without_icons)
        bundles = map(_values, mappings)
        texts = dict(self.texts), dict(self.as_files)
        return json.dumps([sorted(self.kept), *texts, *bundles], sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> CriticalParts:
        """Return the parts that *text* tells of; none if it tells of none."""
        return read_json_or(cls(), text, cls._from_values)

    @classmethod
    def _from_values(cls, values: Any) -> CriticalParts:
        kept, texts, as_files, *bundles = values
        parts, used, remainders, without_icons = map(_bundles, bundles)
        strings = _strings(texts), _strings(as_files)
        of_kept = frozenset(map(str, kept))
        return cls(parts, of_kept, *strings, used, remainders, without_icons)


NOTHING_SPLIT: Final = CriticalParts()


def can_be_split(bundle: Bundle, result: Result, output_dir: str) -> bool:
    """Return whether a bundle of a result stands in the page as a plain style sheet."""
    return sheet_element(bundle_url(output_dir, bundle.path)) in result.html


def waits(bundle: Bundle, result: Result, output_dir: str) -> bool:
    """Return whether a bundle of a result comes late, behind the critical part of its sheet."""
    return late_element(bundle_url(output_dir, bundle.path)) in result.html


def _note(where: str, rest: Bundle, late: Bundle) -> str:
    """Return what became of a bundle whose critical part is *where*."""
    note = f"its critical part comes first ({where}), and the rest at the end of the page"
    if late == rest:
        return note
    icons = (
        f"{rest.size - late.size} bytes of rules for icons that the site does not name are in"
        f" {rest.path}, which a page fetches if such an icon appears"
    )
    return "; ".join((note, icons))


def _explained(
    decisions: Iterable[Decision], whole: Bundle, late: Bundle, note: str
) -> Iterator[Decision]:
    """Yield the decisions, with a note on the first tag of the bundle *whole*.

    :param late: what comes in its place.
    """
    for decision in decisions:
        if decision.bundle != whole.path:
            yield decision
            continue
        before = "" if note in decision.note else decision.note
        found = "; ".join(filter(None, (before, note))) if note else decision.note
        yield replace(decision, bundle=late.path, note=found)
        note = ""


def _values(bundles: Mapping[str, Bundle]) -> dict[str, list[object]]:
    return {path: values_of(part) for path, part in bundles.items()}


def _strings(values: Any) -> dict[str, str]:
    return {str(path): str(text) for path, text in values.items()}


def _bundles(values: Any) -> dict[str, Bundle]:
    return {str(path): bundle_from(part) for path, part in values.items()}
