"""``{% compress %}``, a Jinja2 extension.

What it does with a region is up to the *gatherer* that stands on the
environment; without one, and wherever no page is being rendered, the region's
content passes through, but for a preload region, which is a hint and comes to
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup

from .filters import Kind
from .region import DEFAULT_NAME, KINDS, MODES, Mode, site_root_prefix

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class Gatherer(Protocol):
    """Takes the regions of pages as they are rendered."""

    def gather(
        self,
        text: str,
        *,
        kind: Kind,
        mode: Mode,
        name: str,
        page: str,
        prefix: str,
        place: tuple[str, int],
    ) -> str:
        """Return what stands in for a region.

        :param text: what the region's content was rendered to.
        :param page: name of the page.
        :param prefix: its site root prefix.
        :param place: template, and line therein.
        """


class CompressTag(Extension):
    """The tag ``{% compress css|js [file|inline|preload] [name] %}``."""

    tags = {"compress"}  # noqa: RUF012 (jinja2 declares it so)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(sphinx_compress=None)
        #: Page, its function of that name, and what this gives.
        self._pathto: tuple[str, object, str] = ("", None, "")

    def parse(self, parser: Parser) -> nodes.Node:
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
            self._fail(parser, lineno, f"the mode must be {', '.join(MODES)}, not {mode}")
        name = words[2] if len(words) > 2 else DEFAULT_NAME
        if len(words) > 3 or not _NAME.fullmatch(name):
            self._fail(parser, lineno, f"{' '.join(words[2:])} is not one name for files")
        body = self._body(parser, lineno, kind)
        arguments: list[nodes.Expr] = [nodes.ContextReference()]
        arguments += [nodes.Const(value) for value in (kind, mode, name, self._template(parser))]
        arguments.append(nodes.Const(lineno))
        call = self.call_method("_render", arguments)
        return nodes.CallBlock(call, [], [], body).set_lineno(lineno)

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
            if parser.stream.current.type == "eof":
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
        parser.fail(f"{where}: {{% compress %}}: {message}", lineno)

    def _render(
        self,
        context: Context,
        kind: Kind,
        mode: Mode,
        name: str,
        template: str,
        lineno: int,
        caller: Callable[[], str],
    ) -> str:
        gatherer: Gatherer | None = self.environment.sphinx_compress  # type: ignore[attr-defined]
        pathto: Any = context.get("pathto")
        page: Any = context.get("pagename")
        if gatherer is None or not callable(pathto) or not isinstance(page, str):
            # The tags of a preload region stand elsewhere once more, and scripts would run twice.
            return Markup() if mode == "preload" else caller()
        # A region within this one (a child template's block, say) is a part of it.
        self.environment.sphinx_compress = None  # type: ignore[attr-defined]
        try:
            text = caller()
        finally:
            self.environment.sphinx_compress = gatherer  # type: ignore[attr-defined]
        html = gatherer.gather(
            str(text),
            kind=kind,
            mode=mode,
            name=name,
            page=page,
            prefix=self._prefix(page, pathto),
            place=(template, lineno),
        )
        return Markup(html) if isinstance(text, Markup) else html

    def _prefix(self, page: str, pathto: Callable[..., str]) -> str:
        if self._pathto[0] != page or self._pathto[1] is not pathto:
            self._pathto = page, pathto, site_root_prefix(pathto)
        return self._pathto[2]
