"""Groups of hunks → bundles, and the HTML that loads them."""

from __future__ import annotations

import codecs
import html
import posixpath
from collections.abc import Sequence

from ..config import CompressConfig
from ..core.errors import FilterError
from ..core.types import STATIC, Problem
from ..core.urls import without_checksum
from ..filters.chain import run
from ..filters.registry import Step
from ..js.loader import Part, load
from ..page.markup import Attributes
from ..page.region import Region
from .elements import (
    LOW_PRIORITY,
    bundle_url,
    file_element,
    inline_element,
    preload_element,
    timing_attribute,
    unhurried,
)
from .group import Group, join
from .inline import inline_safe
from .parse import Element, Verbatim
from .read import Hunk, HunkReader
from .result import Decision, tag_label
from .store import Bundle, name_bundle

_INLINED = "its code is in the page, as the region wants it"


class Writer:
    """Writes what stands in for a region, part by part, and keeps count.

    :param encoding: that of the pages.
    """

    def __init__(
        self,
        region: Region,
        config: CompressConfig,
        steps: Sequence[Step],
        reader: HunkReader,
        encoding: str,
    ) -> None:
        self._region = region
        self._config = config
        self._steps = steps
        self._reader = reader
        self._encoding = encoding
        self._html: list[str] = []
        self.bundles: dict[Bundle, bytes] = {}
        #: By the identity of the hunk or of the verbatim tag.
        self.decisions: dict[int, Decision] = {}
        #: Number and size of the files that browsers would have loaded.
        self.files = 0
        self.file_bytes = 0
        #: Size of what they load now.
        self.bytes = 0

    @property
    def html(self) -> str:
        """All that was written."""
        return "".join(self._html)

    def verbatim(self, part: Verbatim) -> None:
        """Write what passes through."""
        if part.text.strip():
            self.decisions[id(part)] = Decision(tag_label(part.text), reason=part.reason)
        self._stay(part.text)

    def as_written(self, group: Group, reason: str) -> None:
        """Write the elements of a group as they were."""
        texts = []
        for hunk in group.hunks:
            self.decisions[id(hunk)] = Decision(tag_label(hunk.element.text), reason=reason)
            texts.append(unhurried_tag(hunk.element, self._region))
        self._stay("\n".join(texts))

    def element(self, group: Group) -> None:
        """Write the element for the bundle of a group, or what else is best."""
        kind = self._region.kind
        context = self._reader.context()
        try:
            text = run(self._steps, "output", self._joined(group.hunks), context)
        except FilterError as error:
            self._reader.problems.append(Problem("filter", error.message, None, error.line))
            self.as_written(group, error.message)
            return
        if self._region.implicit and not text.strip():
            if _is_plain(group):
                self._leave_out(group)
            else:
                self.as_written(group, "it is empty, and somebody may look for it")
            return
        if self._region.implicit and self._is_no_gain(group, text):
            self.as_written(group, "it stands alone, and can hardly be made smaller")
            return
        first = group.hunks[0]
        alone = len(group.hunks) == 1
        attributes: Attributes = first.element.attributes if alone else first.shared_attributes
        self.files += sum(hunk.files[0] for hunk in group.hunks)
        self.file_bytes += sum(hunk.files[1] for hunk in group.hunks)
        if self._region.mode == "inline" and (safe := self._inlined(text, attributes)) is not None:
            for hunk in group.hunks:
                self.decisions[id(hunk)] = Decision(tag_label(hunk.element.text), reason=_INLINED)
            self.bytes += len(safe.encode())
            self._html.append(inline_element(kind, safe, attributes))
            return
        bundle = self._bundle(text)
        for hunk in group.hunks:
            reason = group.reason if hunk is first else ""
            self.decisions[id(hunk)] = Decision(tag_label(hunk.element.text), bundle.path, reason)
        if _may_wait(self._region, attributes):
            attributes = unhurried(attributes)
        url = bundle_url(self._config.output_dir, bundle.path)
        make = preload_element if self._region.mode == "preload" else file_element
        self._html.append(make(kind, url, attributes))

    def _leave_out(self, group: Group) -> None:
        self.files += sum(hunk.files[0] for hunk in group.hunks)
        self.file_bytes += sum(hunk.files[1] for hunk in group.hunks)
        for hunk in group.hunks:
            label = tag_label(hunk.element.text)
            self.decisions[id(hunk)] = Decision(label, "", "it is empty", is_left_out=True)
            # Where something stands, something else can stand when the file is empty no more.
            self._html.append(f"<!-- {html.escape(label)} is empty -->")

    def _stay(self, text: str) -> None:
        # A preload is a hint, and repeats no tag.
        if self._region.mode != "preload" or not text.strip():
            self._html.append(text)

    def _joined(self, hunks: Sequence[Hunk]) -> str:
        if len(hunks) == 1:
            return hunks[0].text
        if self._config.joining(self._region.kind) == "elements":
            return load([self._part(hunk) for hunk in hunks])
        return join([hunk.text for hunk in hunks], self._region.kind)

    def _part(self, hunk: Hunk) -> Part:
        element = hunk.element
        if element.url is None and not element.foreign_type:
            # A policy may know it by its hash.
            return Part(element.content, attributes=hunk.own_attributes)
        url = ""
        if element.url is not None and not element.foreign_type:
            directory = posixpath.normpath(f"{self._config.output_dir}/{self._region.kind}")
            path = without_checksum(element.url).partition(STATIC)[2]
            url = "../" * (directory.count("/") + 1) + path
        return Part(hunk.text, url, hunk.own_attributes)

    def _is_no_gain(self, group: Group, text: str) -> bool:
        files = [hunk.files for hunk in group.hunks]
        return len(files) == 1 and files[0][0] == 1 and len(text.encode()) > files[0][1] * 0.95

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


def _is_plain(group: Group) -> bool:
    """Has the element no attribute by which it might be found?"""
    return {name for name, _ in group.hunks[0].element.attributes} <= {"media", "defer", "async"}


def unhurried_tag(element: Element, region: Region) -> str:
    """Return the text of an element that stays, with a low priority if nobody waits for it."""
    attributes = element.attributes
    if element.url is None or element.foreign_type or not _may_wait(region, attributes):
        return element.text
    if unhurried(attributes) == attributes:
        return element.text
    name = "<script"
    key, value = LOW_PRIORITY
    return f'{name} {key}="{value}"{element.text[len(name) :]}'


def _may_wait(region: Region, attributes: Attributes) -> bool:
    """Is it a script that nobody waits for who wants to see the page?

    Joined, such scripts would take their part of a slow line while the style sheets
    are still on their way; before, browsers asked for them after these.
    """
    if region.kind == "css" or not region.implicit:
        return False
    return region.late or bool(timing_attribute(attributes))
