"""An implicit region → the chunks that are compressed one by one.

A run of neighbours is cut where they go into bundles of their own for the sake
of other pages, and at tags that some script of the site may refer to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..core.types import ROOT_MARKER, STATIC
from ..js.tag_references import asked_for
from ..page.markup import PLAIN_PRELOAD, Attributes
from ..page.opt_out import KEEPS_NOTHING, OptOut
from ..page.pieces import Piece, elements_of, pieces_of
from ..page.region import Region
from .chunking import Chunking
from .elements import bundle_url, moved_preload, with_low_priority
from .result import Decision, Result, tag_label

_CUT = "on other pages, something else stands here"
_OF_FEW = "it stands in the page itself, and not beside the same files on most pages"
_BUNDLE = "a bundle already"


Compress = Callable[[Region], Result]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What of the settings matters to an implicit region."""

    #: Where the bundles are, below ``_static/``.
    output_dir: str
    opt_out: OptOut = KEEPS_NOTHING
    #: Of the server that bundles are loaded from; empty for that of the site.
    base_url: str = ""


def compress_run(
    region: Region, chunking: Chunking, settings: RunSettings, compress: Compress
) -> Result:
    """Return what stands in for an implicit *region*.

    :param compress: does so for a chunk.
    """
    if region.mode == "preload":
        return _announce(region, chunking, settings, compress)
    results: list[Result] = []
    is_cut = False
    for part in _parts(region, chunking, settings):
        if isinstance(part, Result):
            results.append(part)
            # A tag that is kept parts its neighbours, and says why itself.
            is_cut = is_cut and not part.decisions
        else:
            result = compress(part)
            if word := _found_by(result, region, chunking, settings):
                reason = f"{chunking.words[word]}, would find its bundle"
                results += (_kept(piece, reason) for piece in pieces_of(part.nodelist))
                is_cut = False
            else:
                results.append(_explained(result, _CUT) if is_cut else result)
                is_cut = True
    return _joined(results)


def _found_by(result: Result, region: Region, chunking: Chunking, settings: RunSettings) -> str:
    """Return by what some script would find a bundle though it looks for something else."""
    urls = [bundle_url(settings.output_dir, bundle.path) for bundle in result.bundles]
    if settings.base_url:
        urls += [url.replace(ROOT_MARKER, settings.base_url) for url in urls]
    found = (asked_for(url, url, region.kind, chunking.words) for url in urls)
    return next(filter(None, found), "")


def _explained(result: Result, reason: str) -> Result:
    """Return *result* with a *reason* for the bundle that begins it, if it has none."""
    first, *others = result.decisions or (Decision(""),)
    if not first.bundle or first.reason:
        return result
    return replace(result, decisions=(replace(first, reason=reason), *others))


def _parts(region: Region, chunking: Chunking, settings: RunSettings) -> Iterator[Region | Result]:
    """Yield the chunks of a run, and what is kept between them, in order."""
    chunk: list[Piece] = []
    space: list[Piece] = []
    for piece in pieces_of(region.nodelist):
        if not piece.name:
            space.append(piece)
            continue
        reason = _reason_to_keep(piece, region, chunking, settings)
        if chunk and not reason and not chunking.is_cut(chunk[-1].canonical, piece.canonical):
            chunk += *space, piece
        else:
            yield from _whole(region, chunk)
            yield from map(_kept, space)
            chunk = [] if reason else [piece]
            if reason:
                yield _kept(piece, reason)
        space = []
    yield from _whole(region, chunk)
    yield from map(_kept, space)


def _whole(region: Region, chunk: Sequence[Piece]) -> Iterator[Region | Result]:
    """Yield a chunk as a region of its own, or what is in it if none of that is a file."""
    if all(piece.is_block for piece in chunk if piece.name):
        yield from (_kept(piece, _OF_FEW) for piece in chunk)
    else:
        yield region._replace(nodelist="".join(piece.text for piece in chunk))


def _kept(piece: Piece, reason: str = "") -> Result:
    label = tag_label(piece.text)
    return Result(piece.text, decisions=(Decision(label, reason=reason),) if piece.name else ())


def _reason_to_keep(piece: Piece, region: Region, chunking: Chunking, settings: RunSettings) -> str:
    if reason := settings.opt_out.reason(piece):
        return reason
    tag = piece.canonical
    if word := asked_for(tag, piece.url, region.kind, chunking.words):
        return f"{chunking.words[word]}, may look for this tag"
    bundles = f"{ROOT_MARKER}{STATIC}{settings.output_dir}/"
    return _BUNDLE if bundles in tag else ""


def _joined(results: Iterable[Result]) -> Result:
    parts = list(results)
    bundles = tuple(dict.fromkeys(bundle for part in parts for bundle in part.bundles))
    return Result(
        html="".join(part.html for part in parts),
        inputs=tuple(sorted({url for part in parts for url in part.inputs})),
        bundles=bundles,
        problems=tuple(dict.fromkeys(problem for part in parts for problem in part.problems)),
        files=tuple(url for part in parts for url in part.files),
        requests=(sum(part.requests[0] for part in parts), len(bundles)),
        sizes=(sum(part.sizes[0] for part in parts), sum(bundle.size for bundle in bundles)),
        decisions=tuple(decision for part in parts for decision in part.decisions),
    )


#: Stands between two runs that are not neighbours in the page.
BETWEEN = "<!-- another run -->"


@lru_cache(1024)
def announces(links: str, run: str) -> bool:
    """Return whether one of *links* announces a file of *run*.

    The nodelist of a region of mode ``preload`` is the links, and behind them all such runs
    with :data:`BETWEEN` between them.
    """
    files = {piece.file for piece in elements_of(links) if _is_preload(piece)} - {""}
    return any(piece.file in files for piece in elements_of(run))


def _announce(
    region: Region, chunking: Chunking, settings: RunSettings, compress: Compress
) -> Result:
    """Have preloads announce the bundles that their files went into, each of these once."""
    pieces = pieces_of(region.nodelist)
    count = 0
    while count < len(pieces) and (not pieces[count].name or _is_preload(pieces[count])):
        count += 1
    text = "".join(piece.text for piece in pieces[count:])
    runs = [
        compress_run(region._replace(mode="file", nodelist=run), chunking, settings, compress)
        for run in text.split(BETWEEN)
    ]
    inner = _joined(runs)
    went = {
        decision.tag: decision
        for decision in inner.decisions
        if decision.bundle or decision.is_left_out
    }
    html, announced = [], set[str]()
    for piece in pieces[:count]:
        decision = went.get(piece.file)
        if decision is None or settings.opt_out.reason(piece):
            html.append(piece.text)
        elif decision.bundle:
            if decision.bundle in announced and piece.attributes.keys() <= PLAIN_PRELOAD:
                continue
            announced.add(decision.bundle)
            attributes: Attributes = tuple(piece.attributes.items())
            if region.late:
                attributes = with_low_priority(attributes)
            html.append(moved_preload(bundle_url(settings.output_dir, decision.bundle), attributes))
    return Result("".join(html), inner.inputs, inner.bundles)


def _is_preload(piece: Piece) -> bool:
    is_link = piece.name == "link"
    return is_link and piece.attributes.get("rel", "").lower().split() == ["preload"]
