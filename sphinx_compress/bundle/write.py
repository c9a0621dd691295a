"""Groups of hunks → bundles, and the HTML that loads them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from ..core.errors import FilterError
from ..core.types import Problem
from ..filters.base import FilterContext
from ..filters.chain import apply_steps
from ..page.markup import Attributes
from ..page.region import Region
from .elements import (
    LOW_PRIORITY,
    bundle_url,
    file_element,
    inline_element,
    preload_element,
    timing_attribute,
    with_low_priority,
)
from .group import Group
from .inline import inline_safe
from .joined_text import JoinedText
from .parse import Element, Verbatim
from .prepare import Hunk
from .result import Decision, tag_label
from .store import Bundle, name_bundle
from .toolchain import Toolchain
from .transfer import gzip_size

#: The bundle of a single file is not worth while if it has more than this part of its bytes.
_HARDLY_SMALLER = 0.95


class Writer:
    """Writes what stands in for a region, part by part, and keeps count.

    :param context: what filters are told of a whole bundle.
    """

    def __init__(self, region: Region, toolchain: Toolchain, context: FilterContext) -> None:
        self._region = region
        self._config = toolchain.project.config
        self._steps = toolchain.steps
        self._context = context
        self._html: list[str] = []
        self.bundles: dict[Bundle, bytes] = {}
        #: The source maps of the bundles.
        self.maps: dict[Bundle, bytes] = {}
        #: By the identity of the hunk or of the verbatim tag.
        self.decisions: dict[int, Decision] = {}
        #: The files that browsers would have loaded: URLs and sizes in bytes.
        self.files: list[tuple[str, int]] = []
        #: Size in bytes of what they load now.
        self.bytes: int = 0

    @property
    def html(self) -> str:
        """All that was written."""
        return "".join(self._html)

    def keep(self, part: Verbatim) -> None:
        """Write a tag that is kept, or what stands between tags."""
        if part.text.strip():
            self.decisions[id(part)] = Decision(tag_label(part.text), reason=part.reason)
        self._append_kept(part.text)

    def keep_group(self, group: Group, reason: str) -> None:
        """Write the elements of a group as they were."""
        self._decide(group.hunks, reason=reason)
        self._append_kept("\n".join(kept_tag(hunk.element, self._region) for hunk in group.hunks))

    def join(self, group: Group) -> None:
        """Write the element for the bundle of a group, or what else is best for it."""
        joined = JoinedText(group.hunks, self._region, self._config, self._context)
        try:
            text = apply_steps(self._steps, "output", joined.text, self._context, joined.trace)
        except FilterError as error:
            self._context.report(Problem("filter", error.message, None, error.line))
            self.keep_group(group, error.message)
            return
        if self._region.implicit and not text.strip():
            if _has_telling_attributes(group.hunks[0].element):
                self.keep_group(group, "it is empty, and somebody may look for it")
            else:
                self._leave_out(group)
        elif self._is_left_alone(group.hunks, text):
            self.keep_group(group, "it stands alone, and can hardly be made smaller")
        elif self._grows(group.hunks, joined, text):
            self.keep_group(group, "a bundle would have more bytes than its scripts")
        else:
            self._write_element(group, joined, text)

    def _is_left_alone(self, hunks: Sequence[Hunk], text: str) -> bool:
        """Return whether a bundle would gain nothing, and nothing is split off that."""
        may_be_split = self._region.kind == "css" and self._config.inlines
        return self._region.implicit and not may_be_split and _is_hardly_smaller(hunks, text)

    def _grows(self, hunks: Sequence[Hunk], joined: JoinedText, text: str) -> bool:
        """Return whether a bundle is so much larger than its scripts that a request is cheaper."""
        has_loader = len(hunks) > 1 and self._config.joining(self._region.kind) == "elements"
        if not has_loader or self._region.mode == "inline":
            return False
        if any(hunk.element.foreign_type for hunk in hunks):
            # Browsers can do nothing with what was compiled.
            return False
        before = sum(gzip_size(hunk.original.encode()) for hunk in hunks)
        if joined.without_maps:
            # Whether there are maps decides nothing but that.
            before += gzip_size(joined.text.encode()) - gzip_size(joined.without_maps.encode())
        return gzip_size(text.encode()) > before + self._config.max_growth

    def _write_element(self, group: Group, joined: JoinedText, text: str) -> None:
        first, *others = group.hunks
        attributes: Attributes = first.shared_attributes if others else first.element.attributes
        self._count(group.hunks)
        if self._region.mode == "inline":
            safe = self._inline_text(text, attributes)
            if safe is not None:
                self._decide(group.hunks, reason="its code is in the page, as the region wants it")
                self.bytes += len(safe.encode())
                self._html.append(inline_element(self._region.kind, safe, attributes))
                return
        bundle = self._bundle(joined, text)
        self._decide([first], bundle.path, group.reason)
        self._decide(others, bundle.path)
        if _may_load_late(self._region, attributes):
            attributes = with_low_priority(attributes)
        url = bundle_url(self._config.output_dir, bundle.path)
        make = preload_element if self._region.mode == "preload" else file_element
        self._html.append(make(self._region.kind, url, attributes))

    def _leave_out(self, group: Group) -> None:
        self._count(group.hunks)
        for hunk in group.hunks:
            label = tag_label(hunk.element.text)
            self.decisions[id(hunk)] = Decision(label, "", "it is empty", is_left_out=True)
            # It marks the place for an element, should the file be empty no more.
            self._html.append(f"<!-- {html.escape(label)} is empty -->")

    def _append_kept(self, text: str) -> None:
        # A preload is a hint, and repeats no tag.
        if self._region.mode != "preload" or not text.strip():
            self._html.append(text)

    def _count(self, hunks: Iterable[Hunk]) -> None:
        for hunk in hunks:
            self.files += hunk.files

    def _decide(self, hunks: Iterable[Hunk], bundle: str = "", reason: str = "") -> None:
        for hunk in hunks:
            self.decisions[id(hunk)] = Decision(tag_label(hunk.element.text), bundle, reason)

    def _bundle(self, joined: JoinedText, text: str) -> Bundle:
        data = joined.data(text)
        bundle = name_bundle(self._region.kind, self._region.name, data)
        if bundle not in self.bundles:
            self.bundles[bundle] = data
            self.bytes += len(data)
        if joined.maps is not None:
            self.maps |= joined.maps.files
        return bundle

    def _inline_text(self, text: str, attributes: Attributes) -> str | None:
        """Return *text* as it can stand in the page; ``None``, and a problem, if it cannot."""
        why = ""
        safe: str | None = None
        if timing := timing_attribute(attributes):
            why = f"its {timing} is for files only"
        elif (safe := inline_safe(text, self._region.kind, self._context.encoding)) is None:
            why = "it ends a script element, or has characters that the page's encoding lacks"
        if safe is None:
            message = f"a part of the region cannot stand in the page: {why}"
            self._context.report(Problem("inline", message))
        return safe


def _is_hardly_smaller(hunks: Sequence[Hunk], text: str) -> bool:
    """Return whether the bundle of a single file would save next to nothing."""
    files = hunks[0].files
    is_alone = len(hunks) == len(files) == 1
    return is_alone and len(text.encode()) > files[0][1] * _HARDLY_SMALLER


def _has_telling_attributes(element: Element) -> bool:
    """Return whether *element* has attributes by which a script may look for it."""
    return not {name for name, _ in element.attributes} <= {"media", "defer", "async"}


def kept_tag(element: Element, region: Region) -> str:
    """Return the text of an element that is kept, with a low priority if it may load late."""
    attributes = element.attributes
    if element.url is None or element.foreign_type or not _may_load_late(region, attributes):
        return element.text
    if with_low_priority(attributes) == attributes:
        return element.text
    name = "<script"
    key, value = LOW_PRIORITY
    return f'{name} {key}="{value}"{element.text[len(name) :]}'


def _may_load_late(region: Region, attributes: Attributes) -> bool:
    """Return whether it is a script that a page can be seen without.

    Joined, such scripts would take their part of a slow line while the style sheets
    are still on their way; before, browsers asked for them after these.
    """
    if region.kind == "css" or not region.implicit:
        return False
    return region.late or bool(timing_attribute(attributes))
