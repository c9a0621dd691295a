"""The minifiers that are compared."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sphinx_compress.core.types import Kind
from sphinx_compress.css.tokens import tokenize
from sphinx_compress.filters.base import Filter, FilterContext
from sphinx_compress.filters.csscompressor import CSSCompressorFilter
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.rjsmin import RJSMinFilter

from .oracles import Worker

#: The name that our own default filters have in the table.
OURS: Final = "sphinx_compress"


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that minifies."""

    name: str
    kind: Kind
    #: Returns the result and the seconds that it took.
    minify: Callable[[str], tuple[str, float]]
    #: Whether it writes other code, or other rules, than its source's.
    rewrites: bool = False


def filtered(filter_: Filter, text: str, kind: Kind) -> str:
    """Apply one of our filters as the compressor does, moving a sheet by one directory."""

    def read(url: str) -> bytes:
        raise FileNotFoundError(url)

    context = FilterContext(kind, "_static/a/b", "_static/a", "_static/c", read, lambda _: None)
    return filter_(text, context)


def tools(worker: Worker) -> list[Tool]:
    """All tools; ours come first."""
    return [
        Tool(OURS, "css", _timed(lambda text: filtered(CSSCompressorFilter(), text, "css"))),
        Tool("csswhitespace", "css", _timed(lambda t: filtered(CSSWhitespaceFilter(), t, "css"))),
        Tool("turbohtml", "css", _timed(_turbohtml_css), rewrites=True),
        Tool("lightningcss", "css", _timed(_lightningcss), rewrites=True),
        _in_node(worker, "esbuild whitespace", "css"),
        _in_node(worker, "esbuild full", "css", rewrites=True),
        Tool(OURS, "js", _timed(lambda text: filtered(RJSMinFilter(), text, "js"))),
        Tool("turbohtml", "js", _timed(_turbohtml_js), rewrites=True),
        _in_node(worker, "esbuild whitespace", "js", rewrites=True),
        _in_node(worker, "esbuild full", "js", rewrites=True),
        _in_node(worker, "terser whitespace", "js", rewrites=True),
        _in_node(worker, "terser full", "js", rewrites=True),
    ]


def _timed(minify: Callable[[str], str]) -> Callable[[str], tuple[str, float]]:
    def run(text: str) -> tuple[str, float]:
        tokenize.cache_clear()
        started = time.process_time()
        result = minify(text)
        return result, time.process_time() - started

    return run


def _in_node(worker: Worker, name: str, kind: Kind, *, rewrites: bool = False) -> Tool:
    def run(text: str) -> tuple[str, float]:
        answer = worker.ask("minify", tool=name, text=text, kind=kind)
        return answer["code"], answer["seconds"]

    return Tool(name, kind, run, rewrites)


def _turbohtml_css(text: str) -> str:
    from turbohtml.clean import minify_css

    return str(minify_css(text))


def _turbohtml_js(text: str) -> str:
    from turbohtml.clean import minify_js

    return str(minify_js(text))


def _lightningcss(text: str) -> str:
    from lightningcss import calc_parser_flags, process_stylesheet

    return str(process_stylesheet(text, parser_flags=calc_parser_flags(), minify=True))
