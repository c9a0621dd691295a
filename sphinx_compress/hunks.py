"""Element → hunk: the source text that an element stands for, ready to be joined."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .cache import Cache
from .cssurls import custom_properties_with_urls, has_relative_urls
from .digests import digest_of
from .exceptions import FilterError, SourceError, SourceNotFound
from .filters import ROOT_MARKER, FilterContext, Kind, Problem
from .filters.chain import compile_text, run
from .filters.registry import Step
from .merge import Traits, traits
from .parser import Element
from .sources import Sources, site_path, unversioned


@dataclass(frozen=True, slots=True)
class Prepared:
    """What precompilers and input filters made of a text."""

    text: str
    traits: Traits
    problems: tuple[Problem, ...] = ()


def to_json(prepared: Prepared) -> str:
    """Return *prepared* as text that :func:`from_json` understands."""
    return json.dumps(asdict(prepared), default=sorted)


def from_json(text: str | bytes) -> Prepared:
    """Return what :func:`to_json` wrote.

    :raises ValueError: if *text* is something else.
    """
    try:
        values = json.loads(text)
        found = values["traits"]
        for name in ("declared", "lexical", "mentioned", "properties"):
            found[name] = frozenset(map(str, found[name]))
        problems = tuple(Problem(**problem) for problem in values["problems"])
        return Prepared(str(values["text"]), Traits(**found), problems)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not a prepared text: {error}") from error


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

    def context(self, source: str | None = None, base: str | None = None) -> FilterContext:
        """Return what a filter is told of a hunk, or without arguments of a bundle."""
        return FilterContext(
            kind=self._kind,
            source=source,
            base=base,
            target=self._target,
            read=self._read,
            report=self.problems.append,
            encoding=self._encoding,
            directory=self._directory,
        )

    def read(self, element: Element) -> Hunk:
        """Return the hunk of *element*.

        :raises Stays: if the element must pass through verbatim.
        """
        if element.url is None:
            return self._inline(element)
        url = unversioned(element.url.removeprefix(ROOT_MARKER))
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
        key = digest_of(
            "hunk",
            self._fingerprint,
            self._kind,
            element.foreign_type,
            *(str(place) for place in (context.source, context.base, context.target)),
            text,
        )
        prepared = self._kept(key)
        if prepared is None:
            prepared, alone = self._prepare(element, text, context)
            if alone:
                self._cache.set(key, to_json(prepared).encode())
        self.problems += prepared.problems
        if prepared.traits.stays:
            raise Stays(prepared.traits.stays)
        return Hunk(element, prepared.text, prepared.traits, file_size)

    def _kept(self, key: str) -> Prepared | None:
        value = self._cache.get(key)
        if value is None:
            return None
        try:
            return from_json(value)
        except ValueError:
            return None

    def _prepare(
        self, element: Element, text: str, context: FilterContext
    ) -> tuple[Prepared, bool]:
        """Return what became of *text*, and whether no other file had a part in it."""
        problems: list[Problem] = []
        others: list[str] = []

        def read(url: str) -> bytes:
            others.append(url)
            return self._read(url)

        context = replace(context, report=problems.append, read=read)
        try:
            text = self._filtered(element, text, context)
            found = traits(text, self._kind)
        except Stays as reason:
            found = Traits(stays=str(reason))
        return Prepared(text, found, tuple(problems)), not others

    def _filtered(self, element: Element, text: str, context: FilterContext) -> str:
        try:
            if element.foreign_type:
                compiler = self._precompilers[element.foreign_type]
                text = compile_text(compiler, text, replace(context, type=element.foreign_type))
        except FilterError as error:
            context.report(Problem("precompiler", error.message, context.source, error.line))
            raise Stays("its precompiler failed") from error
        if self._kind == "css":
            self._require_safe_urls(text, context)
        try:
            return run(self._steps, "input", text, context)
        except FilterError as error:
            context.report(Problem("filter", error.message, context.source, error.line))
            raise Stays("a filter that it needs failed") from error

    def _require_safe_urls(self, text: str, context: FilterContext) -> None:
        if context.base == context.target:
            return
        if custom_properties_with_urls(text):
            raise Stays("a custom property of it holds a URL, relative to whatever sheet uses it")
        if not any(step.filter.essential for step in self._steps) and has_relative_urls(text):
            raise Stays("its URLs are relative, and the filter urls is not in use")
