"""Step three: elements → hunks → bundles → HTML."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .cache import Cache
from .config import CompressConfig
from .cssproperties import asked_properties, passed_on
from .exceptions import FilterError
from .filters import Problem
from .filters.chain import run
from .filters.registry import Step
from .hunks import Hunk, HunkReader, Stays, uncompiled
from .inline import inline_safe
from .merge import join, why_apart
from .output import (
    Attributes,
    bundle_url,
    file_element,
    inline_element,
    preload_element,
    timing_attribute,
)
from .parser import Element, Node, parse
from .region import STATIC, Region
from .result import Result
from .sources import Sources
from .store import Bundle, name_bundle


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
    parts = _parts(region, reader, precompilers)
    if region.mode != "inline":
        parts = _without_new_requests(parts)
    writer = _Writer(region, config.output_dir, steps, reader, encoding)
    html = "".join(
        writer.verbatim(part) if isinstance(part, str) else writer.element(part) for part in parts
    )
    result = Result(
        html=html,
        inputs=tuple(sorted(reader.inputs)),
        bundles=tuple(writer.bundles),
        problems=tuple(dict.fromkeys(reader.problems)),
        # A preload is of a bundle that another region counts.
        requests=(0, 0) if region.mode == "preload" else (writer.files, len(writer.bundles)),
        sizes=(0, 0) if region.mode == "preload" else (writer.file_bytes, writer.bytes),
    )
    return result, writer.bundles


def _parts(
    region: Region, reader: HunkReader, precompilers: Mapping[str, Step]
) -> list[str | list[Hunk]]:
    """Return the region in order: verbatim text, and hunks that share a bundle."""
    parts: list[str | list[Hunk]] = []
    group: list[Hunk] = []
    space = ""
    for hunk in _hunks(parse(region.nodelist, region.kind, precompilers), reader):
        if isinstance(hunk, str):
            if group and not hunk.strip():
                space = hunk
                continue
            parts += [group, space, hunk] if group else [hunk]
            group, space = [], ""
            continue
        if group and _may_join(group, hunk):
            group.append(hunk)
        else:
            parts += [group, space] if group else []
            group = [hunk]
        space = ""
    return [*parts, group, space] if group else parts


def _hunks(nodes: Iterable[Node], reader: HunkReader) -> list[Hunk | str]:
    """Return the hunks of a region, and the text of what passes through verbatim."""
    found: list[Hunk | str] = []
    for node in nodes:
        try:
            found.append(reader.read(node) if isinstance(node, Element) else node.text)
        except Stays:
            found.append(node.text)
    if not reader.url_properties:
        return found
    # A URL that a sheet takes from a custom property is relative to that sheet.
    asked = [asked_properties(hunk.text) if isinstance(hunk, Hunk) else {} for hunk in found]
    tied = passed_on(reader.url_properties, asked)
    for number, (hunk, names) in enumerate(zip(found, asked, strict=True)):
        if isinstance(hunk, Hunk) and not tied.isdisjoint(frozenset[str]().union(*names.values())):
            found[number] = hunk.element.text
            if hunk.element.foreign_type:
                reader.problems.append(uncompiled(hunk.element, _TIED))
    return found


_TIED = "it asks for a custom property that holds a URL, which would lead elsewhere from there"


def _without_new_requests(parts: list[str | list[Hunk]]) -> list[str | list[Hunk]]:
    """Leave inline blocks inline that share a bundle with no file, while others of the region do.

    They would cost a request; a region of nothing but inline blocks is one that
    its author wants to be a file.
    """
    if not any(_has_file(part) for part in parts if not isinstance(part, str)):
        return parts
    return [
        part
        if isinstance(part, str)
        or _has_file(part)
        or any(hunk.element.foreign_type for hunk in part)
        else "\n".join(hunk.element.text for hunk in part)
        for part in parts
    ]


def _has_file(group: list[Hunk]) -> bool:
    return any(hunk.element.url is not None for hunk in group)


def _may_join(group: list[Hunk], hunk: Hunk) -> bool:
    if group[0].element.signature != hunk.element.signature:
        return False
    return not why_apart([part.traits for part in group], hunk.traits)


class _Writer:
    """Makes bundles and elements, and keeps count."""

    def __init__(
        self,
        region: Region,
        output_dir: str,
        steps: Sequence[Step],
        reader: HunkReader,
        encoding: str,
    ) -> None:
        self._region = region
        self._output_dir = output_dir
        self._steps = steps
        self._reader = reader
        self._encoding = encoding
        self.bundles: dict[Bundle, bytes] = {}
        self.files = 0
        self.file_bytes = 0
        self.bytes = 0

    def verbatim(self, text: str) -> str:
        """Return text that passes through; a preload is a hint, and repeats no tag."""
        return "" if self._region.mode == "preload" and text.strip() else text

    def element(self, hunks: list[Hunk]) -> str:
        """Return the element for the bundle of *hunks*."""
        kind = self._region.kind
        text = join([hunk.text for hunk in hunks], kind)
        context = self._reader.context()
        try:
            text = run(self._steps, "output", text, context)
        except FilterError as error:
            self._reader.problems.append(Problem("filter", error.message, None, error.line))
            return self.verbatim("\n".join(hunk.element.text for hunk in hunks))
        self.files += sum(hunk.files[0] for hunk in hunks)
        self.file_bytes += sum(hunk.files[1] for hunk in hunks)
        attributes = hunks[0].element.attributes
        if self._region.mode == "inline" and (safe := self._inlined(text, attributes)) is not None:
            self.bytes += len(safe.encode())
            return inline_element(kind, safe, attributes)
        bundle = self._bundle(text)
        url = bundle_url(self._output_dir, bundle.path)
        make = preload_element if self._region.mode == "preload" else file_element
        return make(kind, url, attributes)

    def _bundle(self, text: str) -> Bundle:
        if self._region.kind == "css" and not text.isascii():
            text = f'@charset "utf-8";\n{text}'
        elif not text.isascii() and codecs.lookup(self._encoding).name != "utf-8":
            # Else browsers would take a script to be in the encoding of the page.
            text = f"\ufeff{text}"
        data = text.encode()
        bundle = name_bundle(self._region.kind, self._region.name, data)
        if bundle not in self.bundles:
            self.bundles[bundle] = data
            self.bytes += len(data)
        return bundle

    def _inlined(self, text: str, attributes: Attributes) -> str | None:
        why = ""
        safe: str | None = None
        if timing := timing_attribute(attributes):
            why = f"its {timing} is for files only"
        elif (safe := inline_safe(text, self._region.kind, self._encoding)) is None:
            why = "it ends a script element, or has characters that the page's encoding lacks"
        if safe is None:
            self._reader.problems.append(
                Problem("inline", f"a part of the region cannot stand in the page: {why}")
            )
        return safe
