"""Source text → hunk: what its precompiler and the input filters make of it.

That is kept in the main cache for each text, so that an edit costs the work on one
file, and not on all that share a bundle with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..cache.local import Cache
from ..core.decoding import decode_css
from ..core.digests import digest_of
from ..core.errors import FilterError
from ..core.joinability import Joinability
from ..core.serialization import DamagedError
from ..core.source_map import encoded
from ..core.types import Problem
from ..core.urls import site_url
from ..css.urls import has_relative_urls
from ..filters.base import FilterContext
from ..filters.chain import apply_steps, compile_text
from ..filters.registry import Step
from ..filters.trace import Trace
from .filtered_text import FilteredText, from_json, to_json
from .joinability import (
    Kept,
    joinability,
    read_url_properties,
    why_tied_to_directory,
    why_tied_to_encoding,
    why_tied_to_page,
)
from .maps import block_name
from .parse import Element
from .read import Reader, SourceText
from .syntax_errors import syntax_problems
from .toolchain import Toolchain


@dataclass(frozen=True, slots=True)
class Hunk:
    """The text of one element after precompiler and input filters, ready to be joined."""

    element: Element
    text: str
    joinability: Joinability
    #: The files that browsers would load for the element: URLs and sizes in bytes.
    files: tuple[tuple[str, int], ...]
    #: What it was made of.
    original: str = ""
    #: SHA-256 of its file; empty for an inline block.
    digest: str = ""
    #: The source map of the text as JSON; empty if nobody wants one.
    source_map: str = ""

    @property
    def own_attributes(self) -> tuple[tuple[str, str], ...]:
        """The attributes that only its own script reads."""
        own = self.joinability.own_data_attributes
        return tuple(pair for pair in self.element.attributes if pair[0] in own)

    @property
    def shared_attributes(self) -> tuple[tuple[str, str], ...]:
        """All others, which the hunks of a bundle must have in common."""
        own = self.joinability.own_data_attributes
        return tuple(pair for pair in self.element.attributes if pair[0] not in own)


class Preparer:
    """Makes hunks of the elements of one region.

    :param cache: keeps what became of each text.
    """

    def __init__(self, reader: Reader, toolchain: Toolchain, cache: Cache) -> None:
        self._reader = reader
        self._toolchain = toolchain
        self._cache = cache
        #: Custom properties of what was read that hold a URL, relative to whatever sheet uses them.
        self.url_properties: set[str] = set()

    def prepare(self, element: Element) -> Hunk:
        """Return the hunk of *element*.

        :raises Kept: if the element must be kept as it is.
        """
        source = self._reader.read(element)
        if source.url is None:
            self._require_untied(element)
        filtered = self._filtered(element, source)
        self._reader.inputs.update(url for url, _ in filtered.inputs)
        self._reader.problems += filtered.problems
        self.url_properties.update(filtered.url_properties)
        if filtered.joinability.kept_because:
            raise Kept(filtered.joinability.kept_because)
        own = () if source.url is None else ((source.url, source.size),)
        files = own + filtered.inlined
        digest = (
            "" if source.url is None else self._reader.digest(site_url(element.url or "")) or ""
        )
        text, found, source_map = filtered.text, filtered.joinability, filtered.source_map
        return Hunk(element, text, found, files, source.text, digest, source_map)

    def _require_untied(self, block: Element) -> None:
        reason = why_tied_to_page(block, self._toolchain.kind)
        if not reason:
            return
        if self._toolchain.kind == "css" and not block.foreign_type:
            # The block is kept, but sheets in a bundle may use what it sets.
            self.url_properties |= read_url_properties(block.content)
        raise Kept(reason)

    def _filtered(self, element: Element, source: SourceText) -> FilteredText:
        context = replace(
            self._reader.context,
            source=source.url,
            base=None if source.url is None else source.url.rpartition("/")[0],
            encoding=source.encoding,
        )
        key = digest_of(
            "hunk",
            self._toolchain.fingerprint,
            self._toolchain.kind,
            element.foreign_type,
            # What a sheet imports is read in it, even if the sheet itself is plain ASCII.
            context.encoding,
            *(str(place) for place in (context.source, context.base, context.target)),
            source.text,
        )
        filtered = self._cached(key)
        if filtered is None:
            filtering = _Filtering(element, context, self._toolchain, self._reader)
            filtered = filtering.apply(source.text)
            if not any(problem.is_failure for problem in filtered.problems):
                self._cache.set(key, to_json(filtered).encode())
        return filtered

    def _cached(self, key: str) -> FilteredText | None:
        value = self._cache.get(key)
        if value is None:
            return None
        try:
            filtered = from_json(value)
        except DamagedError:
            return None
        unchanged = all(self._reader.digest(url) == digest for url, digest in filtered.inputs)
        return filtered if unchanged else None


class _Filtering:
    """Takes one text through its precompiler and the input filters, and notes what they do."""

    def __init__(
        self, element: Element, context: FilterContext, toolchain: Toolchain, reader: Reader
    ) -> None:
        self._element = element
        self._toolchain = toolchain
        self._reader = reader
        self._problems: list[Problem] = []
        #: Site-relative URL → size in bytes, of all files that were read on the way.
        self._sizes: dict[str, int] = {}
        #: Site-relative URL → content, of those that a filter read.
        self._imported: dict[str, bytes] = {}
        #: Site-relative URLs of those that became a part of the text.
        self._inlined: list[str] = []
        self._properties: frozenset[str] = frozenset()
        self._trace: Trace | None = None
        self._context = replace(
            context,
            read=self._read,
            report=self._problems.append,
            inlined=self._inlined.append,
        )

    def apply(self, text: str) -> FilteredText:
        """Return what becomes of *text*."""
        source = text
        if self._toolchain.project.config.source_maps:
            name = self._context.source or block_name(text, self._context.kind)
            self._trace = Trace.of_source(text, self._context.kind, name, self._read)
        try:
            if self._element.foreign_type:
                text = self._compiled(text)
            if self._context.kind == "css":
                text, found = self._filtered_css(text)
            else:
                text = self._filtered(text)
                found = joinability(text, "js")
        except Kept as reason:
            found = Joinability(kept_because=str(reason))
        if not self._element.foreign_type:
            self._problems += syntax_problems(source, self._context, found)
        # First, for it reads files, too.
        source_map = "" if found.kept_because else self._source_map(text)
        failed = any(problem.is_failure for problem in self._problems)
        if self._element.foreign_type and found.kept_because and not failed:
            self._problems.append(compiled_in_vain(self._element, found.kept_because))
        return FilteredText(
            text,
            found,
            tuple(self._problems),
            tuple((url, self._reader.digest(url)) for url in sorted(self._sizes)),
            tuple(sorted(self._properties)),
            tuple((url, self._sizes.get(url, 0)) for url in self._inlined),
            source_map,
        )

    def _source_map(self, text: str) -> str:
        return "" if self._trace is None else encoded(self._trace.finish(text, self._read))

    def _read(self, url: str) -> bytes:
        self._sizes[url] = 0
        data = self._reader.read_file(url)
        self._sizes[url] = len(data)
        self._imported[url] = data
        return data

    def _compiled(self, text: str) -> str:
        element, context = self._element, self._context
        compiler = self._toolchain.precompilers[element.foreign_type]
        offer = None if self._trace is None else self._trace.offer
        telling = replace(context, type=element.foreign_type, source_map=offer)
        try:
            compiled = compile_text(compiler, text, telling)
            if context.kind == "css" and element.url is None and context.target is not None:
                _require_no_relative_urls(compiled, compiler.filter.name)
        except FilterError as error:
            context.report(Problem("precompiler", error.message, context.source, error.line))
            raise Kept("its precompiler failed") from error
        if self._trace is not None:
            self._trace.follow(text, compiled)
        # What a precompiler reads is a part of what it makes.
        self._imported.clear()
        return compiled

    def _filtered(self, text: str) -> str:
        context = self._context
        try:
            return apply_steps(self._toolchain.steps, "input", text, context, self._trace)
        except FilterError as error:
            context.report(Problem("filter", error.message, context.source, error.line))
            raise Kept("a filter that it needs failed") from error

    def _filtered_css(self, text: str) -> tuple[str, Joinability]:
        context, steps = self._context, self._toolchain.steps
        if context.base != context.target:
            self._properties = read_url_properties(text)
            is_rebased = any(step.filter.essential for step in steps)
            if tied := why_tied_to_directory(text, self._properties, is_rebased=is_rebased):
                raise Kept(tied)
        is_plain = _will_be_plain(text, steps)
        text = self._filtered(text)
        found = Joinability() if is_plain else joinability(text, "css")
        # A sheet that is still imported sets properties that others use, wherever these go.
        imported = [
            read_url_properties(decode_css(data, context.encoding).text)
            for url, data in self._imported.items()
            if url not in self._inlined and url.endswith(".css")
        ]
        self._properties = self._properties.union(*imported)
        encodings = context.encoding, self._toolchain.project.encoding
        if tied := why_tied_to_encoding(found, encodings):
            raise Kept(tied)
        return text, found


def _will_be_plain(css: str, steps: Sequence[Step]) -> bool:
    """Return whether *css* may certainly stand anywhere once it is filtered.

    To look before the filters is faster than to parse what they make.
    """
    from ..css.joinability import is_plain

    inputs = (step for step in steps if step.filter.stage == "input")
    return all(step.keeps_rules for step in inputs) and is_plain(css)


def _require_no_relative_urls(compiled: str, name: str) -> None:
    if has_relative_urls(compiled):
        raise FilterError(
            f"{name}: the inline block has a relative URL, which means another file on other pages:"
            " put the block into a file"
        )


def compiled_in_vain(element: Element, reason: str) -> Problem:
    """Return the problem of an element that was compiled and must yet be kept as it is."""
    message = (
        f"its {element.foreign_type} was compiled, but the result may not go into a bundle:"
        f" {reason}; browsers ignore the tag as it stands"
    )
    return Problem("precompiler", message, site_url(element.url or "") or None)
