"""Step three: elements → hunks → bundles → HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..cache.local import Cache
from ..config import CompressConfig
from ..core.types import STATIC
from ..css.custom_properties import used_properties, with_users
from ..filters.registry import Step
from ..page.region import Region
from .group import Group, group
from .parse import Element, Node, Verbatim, parse
from .read import Hunk, HunkReader, Stays, uncompiled
from .result import Result
from .sources import Sources
from .store import Bundle
from .write import Writer, unhurried_tag


def generate(
    region: Region,
    sources: Sources,
    *,
    config: CompressConfig,
    steps: Sequence[Step],
    precompilers: Mapping[str, Step],
    encoding: str,
    directory: Path,
    cache: Cache,
    fingerprint: str,
) -> tuple[Result, dict[Bundle, bytes]]:
    """Return what stands in for *region*, and the bundles it refers to.

    :param steps: the filters for the region's kind, in order.
    :param precompilers: MIME type → precompiler, for the region's kind.
    :param encoding: that of the pages.
    :param directory: of ``conf.py``.
    :param cache: keeps the parts of bundles.
    :param fingerprint: what the output of the filters depends on beside the text.
    """
    target = f"{STATIC}{config.output_dir}/{region.kind}"
    reader = HunkReader(
        region.kind,
        sources,
        steps=steps,
        precompilers=precompilers,
        target=None if region.mode == "inline" else target,
        encoding=encoding,
        directory=directory,
        cache=cache,
        fingerprint=fingerprint,
    )
    nodes = parse(region.nodelist, region.kind, precompilers)
    items = _stay_alone(nodes, region, reader) or _hunks(nodes, reader)
    parts = group(items, config.joining(region.kind))
    writer = Writer(region, config, steps, reader, encoding)
    for part in parts:
        if isinstance(part, Verbatim):
            writer.verbatim(part)
        elif region.mode != "inline" and _costs_a_request(part, parts, region):
            writer.as_written(part, "no file stands beside it")
        else:
            writer.element(part)
    result = Result(
        html=writer.html,
        inputs=tuple(sorted(reader.inputs)),
        bundles=tuple(writer.bundles),
        problems=tuple(dict.fromkeys(reader.problems)),
        # A preload is of a bundle that another region counts.
        requests=(0, 0) if region.mode == "preload" else (writer.files, len(writer.bundles)),
        sizes=(0, 0) if region.mode == "preload" else (writer.file_bytes, writer.bytes),
        decisions=tuple(
            writer.decisions[id(item)] for item in items if id(item) in writer.decisions
        ),
    )
    return result, writer.bundles


def _stay_alone(
    nodes: Sequence[Node], region: Region, reader: HunkReader
) -> list[Hunk | Verbatim] | None:
    """Leave a file where it is that nobody used to bundle, and that could get no smaller."""
    elements = [node for node in nodes if isinstance(node, Element)]
    if not region.implicit or len(elements) != 1 or not reader.is_dense(elements[0]):
        return None
    return [
        Verbatim(unhurried_tag(node, region), _ALONE) if isinstance(node, Element) else node
        for node in nodes
    ]


_ALONE = "it stands alone, and is minified already"


def _hunks(nodes: Iterable[Node], reader: HunkReader) -> list[Hunk | Verbatim]:
    """Return the hunks of a region, and what passes through verbatim."""
    found: list[Hunk | Verbatim] = []
    for node in nodes:
        try:
            found.append(reader.read(node) if isinstance(node, Element) else node)
        except Stays as reason:
            found.append(_staying(node, str(reason)))
    if not reader.url_properties:
        return found
    # A URL that a sheet takes from a custom property is relative to that sheet.
    used = [used_properties(hunk.text) if isinstance(hunk, Hunk) else {} for hunk in found]
    tied = with_users(reader.url_properties, used)
    for number, (hunk, names) in enumerate(zip(found, used, strict=True)):
        if isinstance(hunk, Hunk) and not tied.isdisjoint(frozenset[str]().union(*names.values())):
            found[number] = _staying(hunk.element, _TIED)
            if hunk.element.foreign_type:
                reader.problems.append(uncompiled(hunk.element, _TIED))
    return found


_TIED = "it asks for a custom property that holds a URL, which would lead elsewhere from there"


def _staying(node: Node, reason: str) -> Verbatim:
    return Verbatim(node.text, reason)


def _costs_a_request(part: Group, parts: Iterable[Verbatim | Group], region: Region) -> bool:
    """Would inline blocks that share a bundle with no file become one?

    A region of nothing but inline blocks is one that its author wants to be a file.
    """
    if _has_file(part) or any(hunk.element.foreign_type for hunk in part.hunks):
        return False
    return region.implicit or any(_has_file(other) for other in parts if isinstance(other, Group))


def _has_file(group: Group) -> bool:
    return any(hunk.element.url is not None for hunk in group.hunks)
