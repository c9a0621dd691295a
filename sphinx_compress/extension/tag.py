"""``{% compress %}``, a Jinja2 extension.

What it does with a region is up to the *gatherer* that stands on the
environment.  Without one, and wherever no page is being rendered, the region's
content passes through; but a preload region, which is only a hint, comes to
nothing then.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from jinja2 import Environment, TemplateSyntaxError, Undefined, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.parser import Parser
from markupsafe import Markup

from ..build.place import PageContext, TemplatePlace, TemplateRegion
from ..core.files import suits_all_systems
from ..core.translation import translated
from ..core.types import Kind
from ..page.region import DEFAULT_NAME, KINDS, MODES, Mode, site_root_prefix

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")

#: Filters, by names that no template can write.
_BEGIN = "compress begins"
_END = "compress ends"


#: What a compiled template holds of a region: its kind, mode and name, the template and the line.
_Marked = tuple[Kind, Mode, str, str, int]


class _OpenRegion(NamedTuple):
    """A region that is being rendered."""

    #: Name of the page; ``None`` where no page is being rendered.
    page: str | None
    #: The page's function for URLs.
    pathto: Any
    #: The region that this one stands in.
    outer: _OpenRegion | None


class Gatherer(Protocol):
    """Takes the regions of pages as they are rendered."""

    def gather(self, text: str, marked: TemplateRegion, page: PageContext) -> str:
        """Return what stands in for a region.

        :param text: what the region's content was rendered to.
        """


_MODES = f"{', '.join(MODES[:-1])} or {MODES[-1]}"


def _ends_another(token: Token) -> bool:
    """Return whether a *token* ends what stands around a region that is open."""
    tag = str(token.value)
    is_end = tag in {"elif", "else"} or (tag.startswith("end") and tag != "endcompress")
    return token.type == "eof" or (token.type == "name" and is_end)


@lru_cache(1024)
def _template_region(marked: _Marked) -> TemplateRegion:
    kind, mode, name, template, line = marked
    return TemplateRegion(kind, mode, name, TemplatePlace(template, line))


class CompressTag(Extension):
    """The tag ``{% compress css|js [file|inline|preload] [name] %}``."""

    tags: set[str] = {"compress"}  # noqa: RUF012 (jinja2 declares it so)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(sphinx_compress=None)
        environment.filters[_BEGIN] = self._begin
        environment.filters[_END] = self._end
        #: The innermost region that is being rendered.
        self._open: _OpenRegion | None = None
        #: The page of the last region, and the function for URLs that gave its prefix.
        self._page = PageContext("", "")
        self._pathto: object = None

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Parse a region; a mistake is an error that names template and line.

        :raises jinja2.TemplateSyntaxError: see above.
        """
        lineno = next(parser.stream).lineno
        words = self._words(parser, lineno)
        if not words or words[0] not in KINDS:
            self._fail(parser, lineno, "the first argument must be css or js")
        kind = words[0]
        mode = words[1] if len(words) > 1 else "file"
        if mode not in MODES:
            message = f"the mode must be {_MODES}, not {mode}; a name comes after the mode"
            self._fail(parser, lineno, message)
        name = words[2] if len(words) > 2 else DEFAULT_NAME
        if len(words) > 3 or not _NAME.fullmatch(name):
            self._fail(parser, lineno, f"{' '.join(words[2:])} is not one name for files")
        if not suits_all_systems(f"{name}.{kind}"):
            self._fail(parser, lineno, f"no file may be called {name}.{kind} on every system")
        body = self._body(parser, lineno, kind)
        # A `call` block would do, at three times the price of all else.
        page, pathto = nodes.Name("pagename", "load"), nodes.Name("pathto", "load")
        begin = nodes.Filter(page, _BEGIN, [pathto], [], None, None)
        region = parser.free_identifier()
        marked = nodes.Const((kind, mode, name, self._template(parser), lineno))
        end = nodes.Filter(None, _END, [region, marked], [], None, None)
        return [
            nodes.Assign(region, begin).set_lineno(lineno),
            nodes.FilterBlock(body, end).set_lineno(lineno),
        ]

    def _words(self, parser: Parser, lineno: int) -> list[str]:
        words: list[str] = []
        while parser.stream.current.type != "block_end":
            if words:
                parser.stream.skip_if("comma")
            token = next(parser.stream)
            if token.type not in {"name", "string"}:
                message = "its arguments are plain words, not expressions"
                self._fail(parser, lineno, f"{message}: {token.value}")
            words.append(str(token.value))
        return words

    def _body(self, parser: Parser, lineno: int, kind: str) -> list[nodes.Node]:
        try:
            body = parser.parse_statements(("name:endcompress",))
        except TemplateSyntaxError:
            if _ends_another(parser.stream.current):
                self._fail(parser, lineno, "it has no endcompress")
            raise
        end = next(parser.stream).lineno
        if parser.stream.current.type in {"name", "string"}:
            ended = next(parser.stream).value
            if ended != kind:
                self._fail(parser, end, f"endcompress {ended} ends a region of {kind}")
        if parser.stream.current.type != "block_end":
            self._fail(parser, end, "endcompress takes nothing but css or js")
        return body

    @staticmethod
    def _template(parser: Parser) -> str:
        return parser.name or parser.filename or "<template>"

    def _fail(self, parser: Parser, lineno: int, message: str) -> None:
        # Sphinx shows the message alone, so it has to say where.
        where = f"{self._template(parser)}:{lineno}"
        parser.fail(f"{where}: {{% compress %}}: {translated(message)}", lineno)

    def _begin(self, page: object, pathto: object) -> _OpenRegion:
        page = page if isinstance(page, str) else None
        # One that is not defined can be called, to complain.
        pathto = None if isinstance(pathto, Undefined) else pathto
        outer = self._open
        if outer and page is not None and (outer.page != page or outer.pathto is not pathto):
            # An error has ended the page that was rendered before.
            outer = None
        self._open = _OpenRegion(page, pathto, outer)
        return self._open

    def _end(self, text: str, region: _OpenRegion, marked: _Marked) -> str:
        page, pathto, self._open = region
        gatherer: Gatherer | None = self.environment.sphinx_compress  # type: ignore[attr-defined]
        # Nothing is what Jinja leaves of a region outside of all blocks of a child template.
        if not text or self._open or gatherer is None or page is None or not callable(pathto):
            # A region within another one (a child template's block, say) is a part of it.  The
            # tags of a preload region stand elsewhere once more, and scripts would run twice.
            return Markup() if marked[1] == "preload" else text
        if self._pathto is not pathto or self._page.name != page:
            self._page, self._pathto = PageContext(page, site_root_prefix(pathto)), pathto
        html = gatherer.gather(str(text), _template_region(marked), self._page)
        return Markup(html) if isinstance(text, Markup) else html
