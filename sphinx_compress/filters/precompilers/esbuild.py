"""The filter ``esbuild``: a minifier, and a compiler of TypeScript and JSX, that npm installs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from ...core.errors import FilterError
from ...core.types import Kind, Problem
from ...core.wording import excerpt
from .. import tools
from ..base import Effect, Filter, FilterContext
from ..registry import shipped_version

_SECONDS: Final = 60.0
#: No file of the machine has a part, and all that is said can be read again.
_ALWAYS: Final = (
    "--tsconfig-raw={}",
    "--charset=utf8",
    "--legal-comments=inline",
    "--log-level=error",
    "--color=false",
)
_LOADERS: Final = {
    "application/typescript": "ts",
    "application/x-typescript": "ts",
    "text/typescript": "ts",
    "text/x-typescript": "ts",
    "text/tsx": "tsx",
    "text/typescript-jsx": "tsx",
    "application/jsx": "jsx",
    "text/babel": "jsx",
    "text/jsx": "jsx",
}
_JSX_SUFFIXES: Final = {".tsx": "tsx", ".jsx": "jsx"}

# How esbuild writes down an error, and where it is.
_ERROR: Final = re.compile(r"\[ERROR\] (.+)")
_PLACE: Final = re.compile(r"^ +<stdin>:(\d+):\d+:$", re.MULTILINE)


class EsbuildFilter(Filter):
    """Minifies CSS and JavaScript with esbuild, or compiles TypeScript and JSX."""

    name: ClassVar[str] = "esbuild"
    version: ClassVar[str] = shipped_version("esbuild")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css", "js"})
    effect: ClassVar[Effect] = "renames"

    def effect_for(self, kind: Kind, options: Mapping[str, object]) -> Effect:
        """Return the effect: a style sheet has no names that may be changed."""
        return "minifies" if kind == "css" else self.effect

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the version of esbuild.

        :raises FilterError: if it is not installed, or there are options.
        """
        if options:
            raise FilterError("the filter esbuild has no options; the filter command can have any")
        return _tool(directory).version

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the text minified, or compiled where ``context.type`` names a language.

        :raises FilterError: if esbuild fails; for a text that it cannot read
            only when that was to be compiled.
        """
        if context.type:
            return _compiled(text, context)
        return _css(text, context) if context.kind == "css" else _js(text, context)


def _tool(directory: Path) -> tools.Tool:
    return tools.require_tool("esbuild", directory, "npm install esbuild installs it")


def _run(text: str, context: FilterContext, *arguments: str) -> str:
    try:
        return tools.run(
            [_tool(context.directory).path, *arguments, *_ALWAYS],
            text,
            directory=context.directory,
            seconds=_SECONDS,
            name="esbuild",
        )
    except tools.ToolError as error:
        found = _ERROR.search(error.errors)
        if found is None:
            raise
        place = _PLACE.search(error.errors)
        raise _Unreadable(found[1], int(place[1]) if place else None) from error


class _Unreadable(FilterError):
    """The text has an error, in the words of esbuild."""


def _compiled(text: str, context: FilterContext) -> str:
    from ...js import meaning

    loader = _LOADERS.get(context.type)
    if loader is None or context.kind == "css":
        raise FilterError(f"it compiles no {context.type}, but {', '.join(sorted(_LOADERS))}")
    loader = _JSX_SUFFIXES.get(Path(context.source or "").suffix, loader)
    result = _run(text, context, f"--loader={loader}")
    try:
        root = meaning.parse(result).tree.root_node
    except meaning.UnparsableError:
        return result
    for node in root.children:
        if node.type in ("import_statement", "export_statement") and node.text is not None:
            found = excerpt(node.text.decode())
            raise FilterError(
                f"the script imports or exports ({found}), which only a module may: bundle it with"
                " what it imports (esbuild --bundle --format=iife) and name the result instead"
            )
    return result


def _css(text: str, context: FilterContext) -> str:
    from ..csswhitespace import WORTHWHILE, removable, run
    from ..verify import css_difference

    if removable(text) >= WORTHWHILE:
        try:
            # All else that it can do to CSS joins rules, or writes them in other
            # ways, and so keeps nearly every style sheet from being accepted.
            result = _run(text, context, "--minify-whitespace", "--loader=css").removesuffix("\n")
            if css_difference(text, result, lenient=True) is None:
                return result
        except _Unreadable:
            pass  # what cannot be read is reported below
    return run(text, context, [])


def _js(text: str, context: FilterContext) -> str:
    try:
        result = _run(text, context, "--minify").removesuffix("\n")
    except _Unreadable as error:
        message = f"esbuild: kept as written ({error.message})"
        context.report(Problem("minify", message, context.source, error.line))
        return text
    first, end, rest = result.partition("\n") if result.startswith("#!") else ("", "", result)
    return f"{first}{end}{_lost_copyright(text, result)}{rest}"


def _lost_copyright(text: str, result: str) -> str:
    """Return the comments with a copyright, a mark of which esbuild knows nothing."""
    from ...js import meaning

    if "@copyright" not in text:
        return ""
    try:
        script = meaning.parse(text)
        comments = meaning.meaning(script).comments
    except meaning.UnparsableError:
        return ""  # the result will be refused
    found = (script.source[start:end].decode().rstrip() for start, end in comments)
    return "".join(
        f"{comment}\n" for comment in found if "@copyright" in comment and comment not in result
    )
