"""Region → its bundles, and the HTML that stands in for it.

The steps are: parse the region, read what each element stands for, precompile and
filter it, group what may be joined, write bundles and elements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ..cache.local import Cache
from ..core.types import Problem
from ..page.region import Region
from .group import Group, group
from .joinability import USES_URL_PROPERTY, Kept, uses_url_property
from .parse import Element, Node, Verbatim, parse
from .prepare import Hunk, Preparer, compiled_in_vain
from .read import Reader
from .result import Result, tag_label
from .sources import Sources
from .store import Bundle
from .toolchain import Toolchain
from .write import Writer, kept_tag


def generate(
    region: Region, toolchain: Toolchain, sources: Sources, cache: Cache
) -> tuple[Result, dict[Bundle, bytes]]:
    """Return what stands in for *region*, and the contents of its bundles and their maps.

    :param toolchain: for the region's kind.
    :param cache: keeps what becomes of each source text.
    """
    reader = Reader(region, toolchain, sources)
    opt_out = toolchain.project.opt_out
    nodes = parse(region.nodelist, region.kind, toolchain.precompilers, opt_out)
    if not region.implicit:
        configured = {type_ for type_, _ in toolchain.project.config.precompilers}
        reader.problems += _without_compiler(nodes, configured)
    may_be_split = region.kind == "css" and toolchain.project.config.inlines
    items = None if may_be_split else _kept_alone(nodes, region, reader)
    if items is None:
        items = _hunks(nodes, reader, Preparer(reader, toolchain, cache))
    parts = group(items, toolchain.project.config.joining(region.kind))
    writer = Writer(region, toolchain, reader.context)
    for part in parts:
        if isinstance(part, Verbatim):
            writer.keep(part)
        elif region.mode != "inline" and _adds_a_request(part, parts, region):
            writer.keep_group(part, "no file stands beside it")
        else:
            writer.join(part)
    result = Result(
        html=writer.html,
        inputs=tuple(sorted(reader.inputs)),
        bundles=tuple(writer.bundles),
        problems=tuple(dict.fromkeys(reader.problems)),
        decisions=tuple(
            writer.decisions[id(item)] for item in items if id(item) in writer.decisions
        ),
    )
    # The files of a preload are counted for the region that loads them.
    contents = writer.bundles | writer.maps
    return result if region.mode == "preload" else _counted(result, writer), contents


def _counted(result: Result, writer: Writer) -> Result:
    """Return *result* with what a page loads, before and after."""
    return replace(
        result,
        files=tuple(url for url, _ in writer.files),
        requests=(len(writer.files), len(writer.bundles)),
        sizes=(sum(size for _, size in writer.files), writer.bytes),
    )


def _without_compiler(nodes: Iterable[Node], configured: Collection[str]) -> Iterator[Problem]:
    """Yield the problem of each element that a page lacks because nothing compiles it.

    :param configured: types for which there is a filter; whether it works is told once for all.
    """
    for node in nodes:
        if isinstance(node, Verbatim) and node.unknown_type not in {"", *configured}:
            yield Problem(
                "precompiler",
                f"browsers ignore elements of the type {node.unknown_type}, and"
                " compress_precompilers names no filter for it, such as"
                f" {{{node.unknown_type!r}: {_compiler_of(node.unknown_type)!r}}}; or have the"
                " theme ship its bundles",
                tag_label(node.text),
            )


def _compiler_of(type_: str) -> str:
    if "typescript" in type_:
        return "esbuild"
    return "less" if "less" in type_ else "sass"


def _kept_alone(
    nodes: Sequence[Node], region: Region, reader: Reader
) -> list[Hunk | Verbatim] | None:
    """Return an implicit region as it is if all it has is one minified file, else ``None``.

    A bundle of its own would save neither requests nor bytes, unless it is to be split.
    """
    elements = [node for node in nodes if isinstance(node, Element)]
    if not region.implicit or len(elements) != 1 or not reader.is_minified(elements[0]):
        return None
    reason = "it stands alone, and is minified already"
    return [
        Verbatim(kept_tag(node, region), reason) if isinstance(node, Element) else node
        for node in nodes
    ]


def _hunks(nodes: Iterable[Node], reader: Reader, preparer: Preparer) -> list[Hunk | Verbatim]:
    """Return the hunks of a region, and in their order what is kept as it is."""
    found: list[Hunk | Verbatim] = []
    for node in nodes:
        try:
            found.append(preparer.prepare(node) if isinstance(node, Element) else node)
        except Kept as reason:
            found.append(Verbatim(node.text, str(reason)))
    if not preparer.url_properties:
        return found
    sheets = [item.text if isinstance(item, Hunk) else "" for item in found]
    tied = uses_url_property(sheets, preparer.url_properties)
    for number, item in enumerate(found):
        if isinstance(item, Hunk) and tied[number]:
            found[number] = Verbatim(item.element.text, USES_URL_PROPERTY)
            if item.element.foreign_type:
                reader.problems.append(compiled_in_vain(item.element, USES_URL_PROPERTY))
    return found


def _adds_a_request(part: Group, parts: Iterable[Verbatim | Group], region: Region) -> bool:
    """Return whether a bundle of *part* would be a request that the page did without.

    That is so for inline blocks which no file may join.  The author of a region that has
    only inline blocks, however, wants them to become a file.
    """
    if _has_file(part) or any(hunk.element.foreign_type for hunk in part.hunks):
        return False
    return region.implicit or any(_has_file(other) for other in parts if isinstance(other, Group))


def _has_file(part: Group) -> bool:
    return any(hunk.element.url is not None for hunk in part.hunks)
