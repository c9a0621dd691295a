"""The filter ``imports``: local style sheets in place of the ``@import`` that loads them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from ..core.decoding import decode_css
from ..core.errors import SourceError, SourceNotFound
from ..core.source_map import encoded
from ..core.types import STATIC, Kind, Problem
from ..core.urls import path_below_static, without_checksum
from ..css.custom_properties import borrows_urls, url_properties
from ..css.imports import NO_CONDITION, Import, has_top_level, imports, why_not_wrapped
from ..css.joinability import css_joinability
from ..css.rebase import rebased, rebased_sheet
from ..css.tokens import Tokens, UntokenizableError, line_of, tokenize
from ..css.urls import is_relative, is_rooted
from .base import Filter, FilterContext, Stage
from .origins import Origin, map_of, origins_of, wrapped
from .registry import shipped_version

#: How deep imports may be nested, and how many files and characters they may
#: lead to.  Sheets that import each other twice would double with each level.
_DEPTH = 40
_FILES = 500
_CHARACTERS = 10_000_000
#: How many tokens behind ``@import`` its URL is looked for.
_NEAR = 50


class ImportsFilter(Filter):
    """Inlines local ``@import`` rules with their conditions.

    A rule is kept where inlining could change the cascade.  So are those in front
    of it, since ``@import`` is only valid at the top.
    """

    name: ClassVar[str] = "imports"
    version: ClassVar[str] = shipped_version("imports")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    stage: ClassVar[Stage] = "input"
    makes_map: ClassVar[bool] = True

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the text with imported rules in it; its URLs start from where they did."""
        if "@" not in text or ("import" not in text.lower() and "\\" not in text):
            return text
        sheet = _Sheet(text, context.source, context.base, context.encoding)
        problems: list[Problem] = []
        inliner = _Inliner(replace(context, report=problems.append))
        try:
            text, files, origins = inliner.inlined(sheet, ())
        except (UntokenizableError, _TooMuch) as reason:
            context.report(Problem("import", f"its @import rules stay: {reason}", context.source))
            return text
        for problem in problems:
            context.report(problem)
        for url in files:
            context.inlined(url)
        if files and context.source_map is not None:
            source_map = map_of(text, origins, inliner.texts)
            if source_map is not None:
                context.source_map(encoded(source_map))
        return text


class _TooMuch(Exception):
    """The imports lead to more than a style sheet should hold."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    text: str
    #: Its site-relative URL; ``None`` for an inline block.
    source: str | None
    #: Where its relative URLs start from; ``None`` for an inline block.
    base: str | None
    encoding: str


class _Inlined(NamedTuple):
    """A text with what it imports in it, and the site-relative URLs of those files."""

    text: str
    files: tuple[str, ...] = ()
    #: Of its tokens; none if nobody wants to know.
    origins: Sequence[Origin] = ()


class _Inliner:
    def __init__(self, context: FilterContext) -> None:
        self._context = context
        self._files = 0
        self._characters = 0
        self._has_map = context.source_map is not None
        #: Name of a sheet → its text.
        self.texts: dict[str, str] = {}

    def inlined(self, sheet: _Sheet, above: tuple[str, ...]) -> _Inlined:
        """Return the text of *sheet* with what it imports in it.

        :param above: the site-relative URLs of the sheets that import it.
        """
        tokens = tokenize(sheet.text)
        found = imports(tokens)
        self.texts[sheet.source or ""] = tokens.text
        unchanged = _Inlined(sheet.text, (), self._origins(sheet, tokens, 0))
        if found is None:
            self._report_kept("they do not all stand at its top", sheet, tokens, 0)
            return unchanged
        if not found:
            return unchanged
        if has_top_level(tokens, "namespace"):
            self._report_kept("its @namespace must come before all other rules", sheet, tokens, 0)
            return unchanged
        bodies = [self._body(rule, sheet, tokens, above, n) for n, rule in enumerate(found)]
        # Only imports may stand in front of a rule that is kept, so that these are kept, too.
        kept = [n for n, body in enumerate(bodies) if body is None or _imports(body.text)]
        first = max(kept, default=0)
        pieces: list[str] = []
        files: tuple[str, ...] = ()
        origins: list[Origin] = []
        done = 0
        for number, (rule, body) in enumerate(zip(found, bodies, strict=True)):
            if body is None or number < first:
                if body is not None:
                    self._report_kept("an @import behind it stays", sheet, tokens, rule.start)
                continue
            pieces += [tokens.text[done : rule.start], body.text, "\n"]
            files += body.files
            origins += *self._origins(sheet, tokens, done, rule.start), *body.origins
            done = rule.end
        origins += self._origins(sheet, tokens, done)
        return _Inlined("".join([*pieces, tokens.text[done:]]), files, origins)

    def _origins(
        self, sheet: _Sheet, tokens: Tokens, start: int, end: int | None = None
    ) -> list[Origin]:
        if not self._has_map:
            return []
        end = len(tokens.text) if end is None else end
        return origins_of(tokens, sheet.source or "", start, end)

    def _body(
        self, rule: Import, sheet: _Sheet, tokens: Tokens, above: tuple[str, ...], number: int
    ) -> _Inlined | None:
        """Return what may stand in place of *rule*; ``None`` if the rule must be kept."""
        url = self._site_url(rule.url, sheet)
        if url is None:
            self._look_at(rule, sheet, tokens)
            self._report_kept("it is not plain, or not of this site", sheet, tokens, rule.start)
            return None
        try:
            path = STATIC + path_below_static(url)
            if path in (*above, sheet.source) and rule.condition.layer is None:
                # Browsers leave such an import out.
                message = f"{path} imports itself in the end; that import is left out"
                self._report("source", message, sheet, tokens, rule.start)
                return _Inlined("")
            if path in (*above, sheet.source) or not path.endswith(".css"):
                self._report_kept("it is no style sheet to inline", sheet, tokens, rule.start)
                return None
            data = self._context.read(url)
        except SourceError as error:
            subtype = "missing" if isinstance(error, SourceNotFound) else "source"
            message = f"{error}; its @import stays as it is"
            self._report(subtype, message, sheet, tokens, rule.start)
            return None
        self._files += 1
        self._count(len(data), above)
        text, encoding = decode_css(data, sheet.encoding)
        imported = _Sheet(text, path, path.rpartition("/")[0], encoding)
        body, files, origins = self.inlined(imported, (*above, sheet.source or ""))
        # Each level reads again all that the levels below it have put in.
        self._count(len(body) if files else 0, above)
        reason = _why_not_inlined(body, rule, number)
        if reason:
            self._report_kept(f"{path} cannot be inlined: {reason}", sheet, tokens, rule.start)
            return None
        moved = rebased_sheet(body, base=imported.base, target=sheet.base, source=path)
        around = rule.condition.wrap("\0").split("\0") if self._has_map else ()
        return _Inlined(rule.condition.wrap(moved), (url, *files), wrapped(origins, *around))

    def _look_at(self, rule: Import, sheet: _Sheet, tokens: Tokens) -> None:
        """Read what a rule that is not plain may load: its properties count for other sheets."""
        first = bisect_left(tokens.starts, rule.start)
        for token in tokens.tokens[first : first + _NEAR]:
            if token.start < rule.end and token.type in ("string", "url"):
                url = self._site_url(token.value, sheet)
                if url is not None:
                    with suppress(SourceError):
                        self._context.read(url)
                return

    def _site_url(self, url: str | None, sheet: _Sheet) -> str | None:
        if not url or not (is_relative(url) or is_rooted(url)):
            return None
        if sheet.base is None and not is_rooted(url):
            return None
        return without_checksum(rebased(url, base=sheet.base, target="", source=sheet.source))

    def _count(self, characters: int, above: tuple[str, ...]) -> None:
        self._characters += characters
        if len(above) >= _DEPTH or self._files > _FILES or self._characters > _CHARACTERS:
            raise _TooMuch(
                f"they lead to more than {_FILES} files or {_CHARACTERS // 1_000_000} MB,"
                f" or are nested more than {_DEPTH} deep"
            )

    def _report_kept(self, reason: str, sheet: _Sheet, tokens: Tokens, position: int) -> None:
        self._report("import", f"an @import stays: {reason}", sheet, tokens, position)

    def _report(
        self, subtype: str, message: str, sheet: _Sheet, tokens: Tokens, position: int
    ) -> None:
        line = line_of(tokens, position)
        self._context.report(Problem(subtype, message, sheet.source, line))


def _imports(body: str) -> bool:
    return has_top_level(tokenize(body), "import")


def _why_not_inlined(body: str, rule: Import, number: int) -> str:
    """Return why *body* must not stand in place of *rule*; empty if it may."""
    found = css_joinability(body)
    if reason := found.kept_because or found.alone_because or found.last_because:
        return reason
    if url_properties(body):
        return "a custom property of it holds a URL, relative to whatever sheet uses it"
    if borrows_urls(body):
        return "a string that a custom property holds may become a URL of it"
    tokens = tokenize(body)
    if any(word.type == "error" for word in tokens.words):
        return "it has a syntax error"
    if has_top_level(tokens, "import"):
        if rule.condition != NO_CONDITION:
            return "it imports what stays, and is imported under a condition"
        if imports(tokens) is None:
            return "its own @import rules do not all stand at its top"
        if number and has_top_level(tokens, "layer"):
            return "it has layers and imports what stays"
    return why_not_wrapped(tokens) if rule.condition != NO_CONDITION else ""
