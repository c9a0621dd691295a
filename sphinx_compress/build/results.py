"""Looks at every region of a site again when all pages are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ..bundle.result import Decision, Result
from ..core.errors import OfflineGenerationError
from ..core.types import ROOT_MARKER, Problem
from ..manifest.decisions import describe
from ..page.markup import attributes_of
from ..page.patterns import LATE_START, find_elements
from .index import Index, RegionUse, id_of_html
from .revision import Revision
from .summary import PlacedProblem, Summary

#: What pages load → how many of them do, and the ids of the regions of one of them.
Kinds = dict[tuple[object, ...], tuple[int, tuple[str, ...]]]

#: Returns what it is given, and shows how far it is if that takes long.
Progress = Callable[[Sequence[tuple[str, str]]], Iterable[tuple[str, str]]]


def compress_again(
    index: Index, revision: Revision, documents: Collection[str], progress: Progress = iter
) -> RegionResults:
    """Compress each region in use again, which mostly is a look into the main cache.

    :param index: gets the new HTML.
    :param documents: names of pages that every full build writes.
    :param progress: is given the pages and the ids of the regions.
    """
    results: dict[str, Result] = {}
    problems: dict[Problem, PlacedProblem] = {}
    errors: list[str] = []
    for page, region_id in progress([*_regions_in_use(index, documents)]):
        placed = index.regions[region_id]
        result: Result | None = None
        try:
            result = revision.compress(placed.region)
        except OfflineGenerationError as error:
            # A page that no build writes any more may lie there for ever.
            if page in documents:
                where = f", {placed.place}" if placed.place.template else ""
                errors.append(f"page {page}{where}: {error}")
        # Where there is no other, all pages keep the HTML that they have.
        result = result or Result(index.htmls[_html_in_use(region_id, index)])
        results[region_id] = result
        index.htmls[id_of_html(result.html)] = result.html
        for problem in result.problems:
            problems.setdefault(problem, PlacedProblem(problem, page, placed.place))
    return RegionResults(index, results, tuple(problems.values()), tuple(errors))


def _regions_in_use(index: Index, documents: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each region in use once, behind the first page that has it."""
    seen_uses = set[tuple[RegionUse, ...]]()
    seen = set[str]()
    # A user knows a document's name better than that of a generated page.
    for name, page in sorted(index.pages.items(), key=lambda item: item[0] not in documents):
        if page.uses in seen_uses:
            continue
        seen_uses.add(page.uses)
        for use in page.uses:
            if use.region_id not in seen:
                seen.add(use.region_id)
                yield name, use.region_id


def _html_in_use(region_id: str, index: Index) -> str:
    """Return the id of the HTML that pages have for a region."""
    return min(use.html_id for use in index.uses() if use.region_id == region_id)


@dataclass(frozen=True, slots=True)
class RegionResults:
    """What stands in for each region in use at the end of a build."""

    index: Index
    #: Region's id → result.
    results: Mapping[str, Result]
    #: What the user should hear about.
    problems: tuple[PlacedProblem, ...] = ()
    #: What must not be, and fails the build.
    errors: tuple[str, ...] = ()

    def html_ids(self) -> dict[str, str]:
        """Return the id of the HTML that each region is to have, by the region's id."""
        return {region_id: id_of_html(each.html) for region_id, each in self.results.items()}

    def decisions(self) -> dict[str, tuple[Decision, ...]]:
        """Return what became of each tag, by the HTML that stands in for its region."""
        return {each.html: each.decisions for each in self.results.values()}

    def summary(
        self, before: Set[str], after: Set[str], relinked: int, revision: Revision
    ) -> Summary:
        """Return the summary of a build.

        :param before: the bundles that were there when it began.
        :param after: those that are there now.
        :param relinked: how many pages were relinked.
        """
        # Of what a page of a killed build may have used, some was not there.
        used = {use.region_id for use in self.index.uses()}
        bundles = {bundle.path for id_ in used for bundle in self.results[id_].bundles}
        results = list(self.results.values())
        problems = [problem for result in results for problem in result.problems]
        files = {url.partition("?")[0] for result in results for url in result.inputs}
        kinds = self._kinds_of_pages()
        common = _most_common(kinds)
        of_page = [self.results[region_id] for region_id in common]
        gzip, first_paint = self._gzip(common, revision)
        return Summary(
            regions=len({self.index.regions[id_].region.nodelist_hash for id_ in used}),
            pages=sum(number for number, _ in kinds.values()),
            written=len(bundles - before),
            reused=len(bundles & before),
            pruned=len(before - after),
            relinked=relinked,
            not_minified=len({each.source for each in problems if each.subtype == "minify"}),
            files=len(files),
            requests=_sum(result.requests for result in of_page),
            sizes=_sum(result.sizes for result in of_page),
            gzip=gzip,
            first_paint=first_paint,
        )

    def blocking_sheets(self) -> list[str]:
        """Return the URLs, from the site root, of the bundles that block a typical page."""
        common = _most_common(self._kinds_of_pages())
        ids = (each for each in common if self.index.regions[each].region.mode == "file")
        htmls = (self.results[each].html for each in ids)
        return list(dict.fromkeys(url for html in htmls for url in _blocking_sheets(html)))

    def _gzip(
        self, region_ids: Collection[str], revision: Revision
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return bytes with gzip of the files of regions, and of what the first paint waits for."""
        sizes = revision.transfer
        if sizes is None:
            return (0, 0), (0, 0)
        results = {region_id: self.results[region_id] for region_id in region_ids}
        pairs = {id_: (sizes.before(each), sizes.after(each)) for id_, each in results.items()}
        sheets = []
        for region_id, (before, after) in pairs.items():
            region = self.index.regions[region_id].region
            if region.kind == "css" and region.mode != "gate":
                sheets.append(
                    (before, after - sizes.waiting(results[region_id], revision.output_dir))
                )
        return _sum(pairs.values()), _sum(sheets)

    def _kinds_of_pages(self) -> Kinds:
        """Return how many pages load the same for their regions, and the regions of one of them.

        The regions themselves may differ: some themes write a block with the page's name.
        """
        kinds: Kinds = {}
        for uses, number in self.index.pages_by_uses().items():
            regions = tuple(use.region_id for use in uses)
            loaded = (_loaded(self.results[region_id]) for region_id in regions)
            kind = tuple(filter(None, loaded))
            if uses:
                known, other = kinds.get(kind, (0, regions))
                kinds[kind] = known + number, min(regions, other)
        return kinds

    def explanations(self) -> Iterator[str]:
        """Yield, in lines, what became of each tag of each region in use."""
        pages: dict[str, list[str]] = defaultdict(list)
        for name, page in self.index.pages.items():
            for region_id in dict.fromkeys(use.region_id for use in page.uses):
                pages[region_id].append(name)
        for region_id, names in sorted(pages.items(), key=lambda item: (item[1], item[0])):
            decisions = self.results[region_id].decisions
            if decisions:
                others = f" and {len(names) - 1} more" if len(names) > 1 else ""
                yield f"on page {names[0]}{others}:"
                yield from map(describe, decisions)


def _most_common(kinds: Kinds) -> tuple[str, ...]:
    """Return the regions of a page of the kind that most pages are of."""
    # Of equally common kinds the smaller, so that it is always the same.
    return min(kinds.values(), key=lambda kind: (-kind[0], kind[1]), default=(0, ()))[1]


def _loaded(result: Result) -> tuple[object, ...]:
    """Return what a page loads for a region; nothing if that is nothing."""
    kept = (each.tag for each in result.decisions if not each.bundle)
    # A file that is not below _static/ has another URL at each depth.
    urls = tuple(re.sub(r"^(?:\.\./)+", "", tag) for tag in kept if not tag.startswith("<"))
    return (result.files, result.bundles, urls) if result.bundles or urls else ()


def _blocking_sheets(html: str) -> Iterator[str]:
    """Yield the URLs, from the site root, of the style sheets in *html* that block a page."""
    before, is_split, behind = html.partition(LATE_START)
    if is_split:
        # The rest of a sheet, for readers without scripts.
        yield from _blocking_sheets(before + behind.partition("</noscript>")[2])
        return
    for element in find_elements(html):
        attributes = attributes_of(html[element.start : element.end])
        url = attributes.get("href", "")
        is_sheet = attributes.get("rel") == "stylesheet" and not element.is_hidden
        is_everywhere = attributes.get("media", "all") in {"", "all", "screen"}
        if is_sheet and is_everywhere and url.startswith(ROOT_MARKER):
            yield url.removeprefix(ROOT_MARKER)


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    before, after = 0, 0
    for pair in pairs:
        before += pair[0]
        after += pair[1]
    return before, after
