"""Decides, when all pages are written, which style sheets are split, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..bundle.critical import CriticalParts, can_be_split
from ..bundle.result import Result
from ..bundle.splitter import Splitter
from ..bundle.store import Bundle
from ..bundle.swaps import Swap
from ..core.names import MayBe, names_among, words_among
from ..page.region import Region
from .early_scripts import OF_SCRIPTS, EarlyScripts, acting
from .index import Index, RegionUse
from .inlining import Inlined, Inlining
from .other_sheets import OtherSheets
from .page_end import END, PageEnd
from .script_tags import script_tags

if TYPE_CHECKING:
    from .unused import UnusedRules

#: Returns what stands in for a region if nothing is split.
Compress = Callable[[Region], Result]


class Splitting:
    """Finds the critical parts of the style sheets of a site.

    :param output_dir: where the bundles are, below ``_static/``.
    :param encoding: that of the files of pages.
    """

    def __init__(
        self,
        splitter: Splitter,
        early_scripts: EarlyScripts,
        other_sheets: OtherSheets,
        output_dir: str,
        encoding: str,
    ) -> None:
        self._splitter = splitter
        self._early_scripts = early_scripts
        self._other_sheets = other_sheets
        self._output_dir = output_dir
        self._encoding = encoding
        #: Finds what is left out of style sheets, if anything is to be.
        self.unused: UnusedRules | None = None
        #: Chooses what stands in pages themselves, if anything is to.
        self.inlining: Inlining | None = None

    def decide(self, index: Index, compress: Compress) -> CriticalParts:
        """Return the critical parts of the bundles that are split.

        :raises OSError: if the output directory is not writable.
        """
        self._early_scripts.forget()
        names: defaultdict[str, set[str]] = defaultdict(set)
        for page in index.pages.values():
            for region_id in _split_regions(page.uses, index):
                names[region_id] |= page.names
        kept = {*self._add_words(names, index), *self._seen_at_ends(index)}
        of_bundles: defaultdict[Bundle, set[str]] = defaultdict(set)
        for region_id in sorted(names.keys() - kept):
            result = compress(index.regions[region_id].region._replace(split=False))
            for bundle in result.bundles:
                if can_be_split(bundle, result, self._output_dir):
                    of_bundles[bundle] |= names[region_id]
        self._add_properties(of_bundles, index, compress)
        by_path = sorted(of_bundles.items(), key=lambda item: item[0].path)
        sheets = {bundle: names_among(found) for bundle, found in by_path}
        whole = self._whole(index, kept, compress)
        inlined = Inlined({}, {})
        if self.inlining is not None:
            inlined = self.inlining.decide(sheets, index, compress, kept)
        return self._split(sheets, inlined, whole, kept)

    def _split(
        self,
        sheets: Mapping[Bundle, MayBe],
        inlined: Inlined,
        whole: Collection[Bundle],
        kept: Collection[str],
    ) -> CriticalParts:
        parts, texts, remainders = {}, {}, {}
        for bundle, may_be in sheets.items():
            is_inline = bundle in inlined.parts
            part = inlined.parts.get(bundle) or self._splitter.part_of(bundle, may_be)
            if part is None:
                continue
            parts[bundle.path] = part
            if is_inline:
                text = self._splitter.text_of(part, self._output_dir, self._encoding)
                texts[bundle.path] = text
            if bundle not in whole:
                rest = self._splitter.remainder_of(bundle, may_be, is_inline=is_inline)
                if rest is not None:
                    remainders[bundle.path] = rest
        as_files = {path: why for path, why in inlined.as_files.items() if path not in texts}
        return CriticalParts(parts, kept, texts, as_files, remainders=remainders)

    def without_icons(
        self, parts: CriticalParts, index: Index, compress: Compress, icons: Mapping[str, Swap]
    ) -> CriticalParts:
        """Return *parts* with rests that lack the rules for icons which the site does not name.

        A rest has all where some page does not have the script that fetches the others.

        :param compress: returns what stands in for a region if nothing is split.
        :param icons: URL of a script with icons, from the site root → what stands in for it.
        :raises OSError: if the output directory is not writable.
        """
        found = dict[str, Bundle]()
        for url, swap in icons.items():
            for whole in _always_with(url, swap, parts.kept, index, compress):
                if whole.path in parts.parts:
                    rest = parts.remainders.get(whole.path, whole)
                    fewer = self._splitter.without_icons_of(rest, swap.known)
                    if fewer is not None:
                        found[whole.path] = fewer
        return replace(parts, without_icons=found)

    def _seen_at_ends(self, index: Index) -> Iterator[str]:
        """Yield the regions of pages whose style sheets may tell that a gate stands there."""
        ends = {name: PageEnd.from_name(name) for name in index.names(END)}
        telling = frozenset(
            name for name, end in ends.items() if end is not None and self._other_sheets.tell(end)
        )
        for uses in {page.uses for page in index.pages.values() if page.names & telling}:
            yield from _split_regions(uses, index)

    def _add_properties(
        self, names: Mapping[Bundle, set[str]], index: Index, compress: Compress
    ) -> None:
        """Add to the names of each bundle what other sheets of its pages bring."""
        # Pages that differ in their scripts have the same sheets.
        sheets_of_pages = dict.fromkeys(
            tuple(
                region
                for region in (index.regions[use.region_id].region for use in uses)
                if region.kind == "css" and region.mode == "file"
            )
            for uses in index.pages_by_uses()
        )
        for sheets in sheets_of_pages:
            if any(each.split for each in sheets):
                results = [compress(each._replace(split=False)) for each in sheets]
                for bundle, found in self._other_sheets.of(results):
                    if bundle in names:
                        names[bundle] |= found

    def _whole(self, index: Index, kept: Collection[str], compress: Compress) -> set[Bundle]:
        """Return the bundles that some page loads as a whole: others have it from there, too."""
        found = set[Bundle]()
        # Regions of the last build may still be known.
        for region_id in {use.region_id for use in index.uses()}:
            region = index.regions[region_id].region
            is_split = region.split and region_id not in kept
            if region.kind == "css" and region.mode != "gate" and not is_split:
                found.update(compress(region._replace(split=False)).bundles)
        return found

    def _add_words(self, names: Mapping[str, set[str]], index: Index) -> Collection[str]:
        """Add to the names of each region what the files of scripts bring.

        :return: the regions of pages with scripts that forbid to split.
        """
        kept = set[str]()
        wanted = frozenset(index.names(*OF_SCRIPTS))
        pages = {(page.uses, page.scripts, page.names & wanted) for page in index.pages.values()}
        for uses, loose, of_scripts in pages:
            split = [*_split_regions(uses, index)]
            regions = [index.regions[use.region_id].region for use in uses] if split else []
            tags = [*loose, *(tag for region in regions for tag in script_tags(region))]
            if any(map(self._early_scripts.selects_sheets, tags)):
                kept.update(split)
            scripts = dict(self._early_scripts.of_pages(of_scripts)) if split else {}
            for region in regions:
                for tag in () if region.late else script_tags(region):
                    script = self._early_scripts.read(tag)
                    scripts[script] = scripts.get(script, False) or not region.implicit
            # What waits for a script may be told to act before the rest of the sheet is there.
            told = [each for each in scripts if each.declares and each.declares.early_events]
            for region_id in split:
                names[region_id].update(*(each.names for each in told))
            for script in acting(scripts, words_among(of_scripts)):
                if script.is_refused(in_body=scripts[script]):
                    kept.update(split)
                for region_id in split:
                    names[region_id].update(script.names)
        return kept


def _split_regions(uses: Collection[RegionUse], index: Index) -> Iterator[str]:
    for use in uses:
        if index.regions[use.region_id].region.split:
            yield use.region_id


def _always_with(
    url: str, swap: Swap, kept: Collection[str], index: Index, compress: Compress
) -> list[Bundle]:
    """Return the bundles that are split on all of their pages, and never without a script."""
    found, others = set[Bundle](), set[Bundle]()
    for uses in index.pages_by_uses():
        regions = [index.regions[use.region_id].region for use in uses]
        results = {
            each: compress(each._replace(split=False))
            for each in regions
            if each.mode not in {"gate", "preload"}
        }
        has_script = any(
            url in each.files and swap.bundle in each.bundles for each in results.values()
        )
        for region, result in results.items():
            is_split = has_script and region.split and region.id not in kept
            (found if is_split else others).update(result.bundles)
    return sorted(found - others, key=lambda bundle: bundle.path)
