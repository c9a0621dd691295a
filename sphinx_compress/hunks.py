"""Element → hunk: the source text that an element stands for, ready to be joined."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .exceptions import FilterError, SourceError, SourceNotFound
from .filters import ROOT_MARKER, FilterContext, Kind, Problem
from .filters.chain import apply, run
from .filters.registry import Step
from .filters.urls import custom_properties_with_urls, has_relative_urls
from .merge import Traits, traits
from .parser import Element
from .sources import Sources, site_path


@dataclass(frozen=True, slots=True)
class Hunk:
    """One element's text after precompilers and input filters."""

    element: Element
    text: str
    traits: Traits
    #: Bytes of the file, 0 for an inline block.
    file_size: int


class Stays(Exception):
    """The element passes through verbatim; the message says why."""


class HunkReader:
    """Reads hunks, and takes note of everything they were made from.

    :param steps: the filters for *kind*.
    :param precompilers: MIME type → its step.
    :param target: site-relative directory of the bundles, ``None`` when the
        text goes into the page.
    :param encoding: that of the pages, which sheets without one of their own share.
    """

    def __init__(
        self,
        kind: Kind,
        sources: Sources,
        *,
        steps: Sequence[Step],
        precompilers: Mapping[str, Step],
        target: str | None,
        encoding: str,
    ) -> None:
        self._kind = kind
        self._sources = sources
        self._steps = steps
        self._precompilers = precompilers
        self._target = target
        self._encoding = encoding
        #: Site-relative URLs of all that was read or looked for.
        self.inputs: set[str] = set()
        self.problems: list[Problem] = []

    def context(self, source: str | None = None, base: str | None = None) -> FilterContext:
        """Return what a filter is told of a hunk, or without arguments of a bundle."""
        return FilterContext(
            kind=self._kind,
            source=source,
            base=base,
            target=self._target,
            read=self._read,
            report=self.problems.append,
        )

    def read(self, element: Element) -> Hunk:
        """Return the hunk of *element*.

        :raises Stays: if the element must pass through verbatim.
        """
        if element.url is None:
            return self._inline(element)
        url = element.url.removeprefix(ROOT_MARKER)
        try:
            data = self._read(url)
            source = "_static/" + site_path(url)
        except SourceNotFound as error:
            self.problems.append(Problem("missing", f"{error}; its tag stays as it is", url))
            raise Stays(str(error)) from error
        except SourceError as error:
            self.problems.append(Problem("source", f"{error}; its tag stays as it is", url))
            raise Stays(str(error)) from error
        text = self._decode(data, source)
        context = self.context(source, source.rpartition("/")[0])
        return self._finish(element, text, context, len(data))

    def _inline(self, element: Element) -> Hunk:
        content = element.content
        if self._kind == "css" and not element.foreign_type:
            if has_relative_urls(content):
                raise Stays("its relative URLs start from the page that it stands in")
        elif ROOT_MARKER in content:
            raise Stays("it holds a URL that depends on the page that it stands in")
        return self._finish(element, content, self.context(), 0)

    def _read(self, url: str) -> bytes:
        self.inputs.add(url)
        return self._sources.read(url)

    def _decode(self, data: bytes, source: str) -> str:
        if self._kind == "css":
            from tinycss2.bytes import decode_stylesheet_bytes
            from webencodings import lookup

            text: str
            text, _ = decode_stylesheet_bytes(data, environment_encoding=lookup(self._encoding))
            if text.startswith('@charset "'):
                text = text[text.find(";") + 1 :]
            return text
        try:
            return data.decode("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else self._encoding)
        except (UnicodeDecodeError, LookupError) as error:
            reason = f"{source} is not encoded in {self._encoding}"
            self.problems.append(Problem("source", f"{reason}; it stays a file of its own", source))
            raise Stays(reason) from error

    def _finish(self, element: Element, text: str, context: FilterContext, file_size: int) -> Hunk:
        try:
            if element.foreign_type:
                text = apply(self._precompilers[element.foreign_type], text, context)
        except FilterError as error:
            self.problems.append(Problem("precompiler", error.message, context.source, error.line))
            raise Stays("its precompiler failed") from error
        if self._kind == "css":
            self._require_safe_urls(text, context)
        try:
            text = run(self._steps, "input", text, context)
        except FilterError as error:
            self.problems.append(Problem("filter", error.message, context.source, error.line))
            raise Stays("a filter that it needs failed") from error
        found = traits(text, self._kind)
        if found.stays:
            raise Stays(found.stays)
        return Hunk(element, text, found, file_size)

    def _require_safe_urls(self, text: str, context: FilterContext) -> None:
        if context.base == context.target:
            return
        if custom_properties_with_urls(text):
            raise Stays("a custom property of it holds a URL, relative to whatever sheet uses it")
        if has_relative_urls(text) and not any(step.filter.essential for step in self._steps):
            raise Stays("its URLs are relative, and the filter urls is not in use")
