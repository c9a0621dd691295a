"""Element → hunk: the source text that an element stands for, ready to be joined."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..cache.local import Cache
from ..core.decoding import Decoded, decode_css, decode_js, is_utf8
from ..core.digests import digest_of
from ..core.errors import FilterError, SourceError, SourceNotFound
from ..core.joinability import Joinability
from ..core.types import ROOT_MARKER, STATIC, Kind, Problem
from ..core.urls import path_below_static, site_url
from ..css.custom_properties import borrows_urls, url_properties
from ..css.tokens import UntokenizableError
from ..css.urls import has_relative_urls
from ..filters.base import FilterContext
from ..filters.chain import compile_text, run
from ..filters.registry import Step
from .joinability import joinability
from .parse import Element
from .prepared import Prepared, from_json, to_json
from .sources import Sources

#: How many bytes a line has on average in a file that was minified.
_DENSE = 300


@dataclass(frozen=True, slots=True)
class Hunk:
    """One element's text after precompilers and input filters."""

    element: Element
    text: str
    joinability: Joinability
    #: Number and size in bytes of the files that browsers would load for the element.
    files: tuple[int, int]

    @property
    def own_attributes(self) -> tuple[tuple[str, str], ...]:
        """The attributes that its script reads, and that only concern itself."""
        reads = self.joinability.own_data_attributes
        return tuple(pair for pair in self.element.attributes if pair[0] in reads)

    @property
    def shared_attributes(self) -> tuple[tuple[str, str], ...]:
        """The other ones, which a bundle must have if the hunk is to join it."""
        reads = self.joinability.own_data_attributes
        return tuple(pair for pair in self.element.attributes if pair[0] not in reads)


class Stays(Exception):
    """The element passes through verbatim; the message says why."""


class HunkReader:
    """Reads hunks, and takes note of everything they were made from.

    :param steps: the filters for *kind*.
    :param precompilers: MIME type → its step.
    :param target: site-relative directory of the bundles, ``None`` when the
        text goes into the page.
    :param encoding: that of the pages, which sheets without one of their own share.
    :param directory: of ``conf.py``.
    :param cache: keeps what became of each text, so that an edit costs the work
        on one file and not on all that share a bundle with it.
    :param fingerprint: what the filters' output depends on beside the text.
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
        directory: Path,
        cache: Cache,
        fingerprint: str,
    ) -> None:
        self._kind = kind
        self._sources = sources
        self._steps = steps
        self._precompilers = precompilers
        self._target = target
        self._encoding = encoding
        self._directory = directory
        self._cache = cache
        self._fingerprint = fingerprint
        #: Site-relative URLs of all that was read or looked for.
        self.inputs: set[str] = set()
        self.problems: list[Problem] = []
        #: Custom properties of what was read that hold a URL, relative to whatever sheet uses them.
        self.url_properties: set[str] = set()

    def context(
        self, source: str | None = None, base: str | None = None, encoding: str | None = None
    ) -> FilterContext:
        """Return what a filter is told of a hunk, or without arguments of a bundle."""
        return FilterContext(
            kind=self._kind,
            source=source,
            base=base,
            target=self._target,
            read=self._read,
            report=self.problems.append,
            encoding=encoding or self._encoding,
            directory=self._directory,
        )

    def read(self, element: Element) -> Hunk:
        """Return the hunk of *element*.

        :raises Stays: if the element must pass through verbatim.
        """
        if element.url is None:
            return self._inline(element)
        url = site_url(element.url)
        try:
            data = self._read(url)
            source = STATIC + path_below_static(url)
        except SourceNotFound as error:
            self.problems.append(Problem("missing", f"{error}; its tag stays as it is", url))
            raise Stays(str(error)) from error
        except SourceError as error:
            self.problems.append(Problem("source", f"{error}; its tag stays as it is", url))
            raise Stays(str(error)) from error
        text, encoding = self._decode(data, source)
        context = self.context(source, source.rpartition("/")[0], encoding)
        return self._finish(element, text, context, (1, len(data)))

    def is_dense(self, element: Element) -> bool:
        """Does a plain file look as if somebody had minified it?"""
        if element.url is None or element.foreign_type:
            return False
        try:
            data = self._read(site_url(element.url))
        except SourceError:
            # Another reader will say so.
            return False
        return len(data) > _DENSE * (data.count(b"\n") + 1)

    def _inline(self, element: Element) -> Hunk:
        content = element.content
        if self._kind == "css" and not element.foreign_type:
            if has_relative_urls(content):
                self.url_properties |= _url_properties(content)
                raise Stays("its relative URLs start from the page that it stands in")
        elif ROOT_MARKER in content:
            raise Stays("it holds a URL that depends on the page that it stands in")
        return self._finish(element, content, self.context(), (0, 0))

    def _read(self, url: str) -> bytes:
        self.inputs.add(url)
        return self._sources.read(url)

    def _decode(self, data: bytes, source: str) -> Decoded:
        if self._kind == "css":
            return decode_css(data, self._encoding)
        try:
            return decode_js(data, self._encoding)
        except (UnicodeDecodeError, LookupError) as error:
            reason = f"{source} is not encoded in {self._encoding}"
            self.problems.append(Problem("source", f"{reason}; it stays a file of its own", source))
            raise Stays(reason) from error

    def _finish(
        self, element: Element, text: str, context: FilterContext, files: tuple[int, int]
    ) -> Hunk:
        key = digest_of(
            "hunk",
            self._fingerprint,
            self._kind,
            element.foreign_type,
            # Else what it imports would stay as it was read when only the encoding changes.
            context.encoding,
            *(str(place) for place in (context.source, context.base, context.target)),
            text,
        )
        prepared = self._kept(key)
        if prepared is None:
            prepared = self._prepare(element, text, context)
            if not any(problem.is_failure for problem in prepared.problems):
                self._cache.set(key, to_json(prepared).encode())
        self.inputs.update(url for url, _ in prepared.inputs)
        self.problems += prepared.problems
        self.url_properties.update(prepared.url_properties)
        if prepared.joinability.kept_because:
            raise Stays(prepared.joinability.kept_because)
        return Hunk(element, prepared.text, prepared.joinability, _sum(files, prepared.inlined))

    def _kept(self, key: str) -> Prepared | None:
        value = self._cache.get(key)
        if value is None:
            return None
        try:
            prepared = from_json(value)
        except ValueError:
            return None
        unchanged = all(self._sources.digest(url) == digest for url, digest in prepared.inputs)
        return prepared if unchanged else None

    def _prepare(self, element: Element, text: str, context: FilterContext) -> Prepared:
        problems: list[Problem] = []
        others: dict[str, int] = {}
        #: Sheets that a filter read, as long as nothing says that they were inlined.
        seen: dict[str, bytes] = {}
        inlined: list[str] = []

        def read(url: str) -> bytes:
            others[url] = 0
            data = self._read(url)
            others[url] = len(data)
            seen[url] = data
            return data

        context = replace(context, report=problems.append, read=read, inlined=inlined.append)
        properties: frozenset[str] = frozenset()
        try:
            text = self._compiled(element, text, context)
            seen.clear()
            if self._kind == "css" and context.base != context.target:
                properties = _url_properties(text)
                self._require_safe_urls(text, properties)
            plain = self._stays_plain(text)
            text = self._filtered(text, context)
            found = Joinability() if plain else joinability(text, self._kind)
            if self._kind == "css":
                # It still sets the properties that others ask for, wherever these go.
                properties |= _properties_left(seen, set(inlined), context.encoding)
                self._require_safe_imports(found, context.encoding)
        except Stays as reason:
            found = Joinability(kept_because=str(reason))
        failed = any(problem.is_failure for problem in problems)
        if element.foreign_type and found.kept_because and not failed:
            problems.append(uncompiled(element, found.kept_because))
        inputs = tuple((url, self._sources.digest(url)) for url in sorted(others))
        return Prepared(
            text,
            found,
            tuple(problems),
            inputs,
            tuple(sorted(properties)),
            (len(inlined), sum(others.get(url, 0) for url in inlined)),
        )

    def _compiled(self, element: Element, text: str, context: FilterContext) -> str:
        if not element.foreign_type:
            return text
        compiler = self._precompilers[element.foreign_type]
        try:
            compiled = compile_text(compiler, text, replace(context, type=element.foreign_type))
            if self._kind == "css" and element.url is None and context.target is not None:
                _require_one_meaning(compiled, compiler.filter.name)
        except FilterError as error:
            context.report(Problem("precompiler", error.message, context.source, error.line))
            raise Stays("its precompiler failed") from error
        return compiled

    def _stays_plain(self, text: str) -> bool:
        """Is it known beforehand what the filters will leave?  It is faster to look now."""
        if self._kind != "css":
            return False
        from ..css.joinability import is_plain

        steps = (step for step in self._steps if step.filter.stage == "input")
        return all(step.keeps_rules for step in steps) and is_plain(text)

    def _filtered(self, text: str, context: FilterContext) -> str:
        try:
            return run(self._steps, "input", text, context)
        except FilterError as error:
            context.report(Problem("filter", error.message, context.source, error.line))
            raise Stays("a filter that it needs failed") from error

    def _require_safe_imports(self, found: Joinability, encoding: str) -> None:
        # A bundle is in UTF-8, or in nothing but ASCII.
        if found.first_because and not (is_utf8(encoding) and is_utf8(self._encoding)):
            raise Stays("what it imports may be taken to be in its encoding")

    def _require_safe_urls(self, text: str, properties: frozenset[str]) -> None:
        if properties:
            raise Stays("a custom property of it holds a URL, relative to whatever sheet uses it")
        if borrows_urls(text):
            raise Stays("a string that a custom property holds may become a URL of it")
        if not any(step.filter.essential for step in self._steps) and has_relative_urls(text):
            raise Stays("its URLs are relative, and the filter urls is not in use")


def _properties_left(
    sheets: Mapping[str, bytes], inlined: Collection[str], encoding: str
) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for url, data in sheets.items():
        if url not in inlined and url.endswith(".css"):
            found |= _url_properties(decode_css(data, encoding).text)
    return found


def uncompiled(element: Element, reason: str) -> Problem:
    """Return what to say of an element that was compiled and yet must stay."""
    source = site_url(element.url or "") or None
    message = (
        f"its {element.foreign_type} was compiled, but the result may not go into a bundle:"
        f" {reason}; browsers ignore the tag as it stands"
    )
    return Problem("precompiler", message, source)


def _require_one_meaning(compiled: str, name: str) -> None:
    if has_relative_urls(compiled):
        raise FilterError(
            f"{name}: the inline block has a relative URL, which means another file on other pages:"
            " put the block into a file"
        )


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _url_properties(css: str) -> frozenset[str]:
    try:
        return url_properties(css)
    except UntokenizableError as error:
        raise Stays(f"it cannot be read: {error}") from error
