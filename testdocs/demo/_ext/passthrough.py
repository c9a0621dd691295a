"""Gives templates a ``compress`` tag that does nothing.

With it, a theme that marks regions renders the page that its author would have
written without them.  A ``preload`` region only announces what another region
loads, so without compression nothing stands in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.ext import Extension

if TYPE_CHECKING:
    from jinja2.parser import Parser
    from sphinx.application import Sphinx


class PassThrough(Extension):
    """Parses the tag as sphinx_compress does."""

    tags = {"compress"}  # noqa: RUF012 -- Jinja declares it so

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Replace the tag by what it encloses."""
        next(parser.stream)
        arguments: list[str] = []
        while not parser.stream.current.test("block_end"):
            arguments.append(str(next(parser.stream).value))
        body = parser.parse_statements(("name:endcompress",), drop_needle=True)
        parser.stream.skip_if("name:css")
        parser.stream.skip_if("name:js")
        return [] if "preload" in arguments else body


def register(app: Sphinx) -> None:
    """Add the tag wherever the builder renders templates."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is not None:
        environment.add_extension(PassThrough)


def setup(app: Sphinx) -> dict[str, object]:
    """Register the extension."""
    app.connect("builder-inited", register)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
