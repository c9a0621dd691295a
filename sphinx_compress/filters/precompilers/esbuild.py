"""The filter ``esbuild``: a minifier, and a compiler of TypeScript and JSX, that npm installs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from ...core.errors import FilterError
from ...core.source_map import decoded, encoded
from ...core.types import Kind
from ...core.wording import excerpt
from ..base import Effect, FilterContext
from ..npm import NpmFilter, UnreadableError
from ..registry import shipped_version

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


class EsbuildFilter(NpmFilter):
    """Minifies CSS and JavaScript with esbuild, or compiles TypeScript and JSX."""

    name: ClassVar[str] = "esbuild"
    version: ClassVar[str] = shipped_version("esbuild")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css", "js"})
    seconds: ClassVar[float] = 60.0
    unreadable: ClassVar[re.Pattern[str]] = re.compile(
        r"\[ERROR\] (?P<message>.+)(?:(?:\n.*)*?\n +<stdin>:(?P<line>\d+):\d+:$)?", re.MULTILINE
    )

    map_arguments: ClassVar[tuple[str, ...]] = ("--sourcemap=inline", "--sources-content=false")

    def effect_for(self, kind: Kind, options: Mapping[str, object]) -> Effect:
        """Return the effect: a style sheet has no names that may be changed."""
        return "minifies" if kind == "css" else self.effect

    def output_of(self, text: str, context: FilterContext, *arguments: str) -> str:
        """Return what esbuild makes of *text*, whatever the machine has in its files."""
        return super().output_of(text, context, *arguments, *_ALWAYS)

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the text minified, or compiled where ``context.type`` names a language.

        :raises FilterError: if esbuild fails; for a text that it cannot read
            only when that was to be compiled.
        """
        if context.type:
            return self._compiled(text, context)
        return self._css(text, context) if context.kind == "css" else self._js(text, context)

    def _compiled(self, text: str, context: FilterContext) -> str:
        loader = _LOADERS.get(context.type)
        if loader is None or context.kind == "css":
            raise FilterError(f"it compiles no {context.type}, but {', '.join(sorted(_LOADERS))}")
        loader = _JSX_SUFFIXES.get(Path(context.source or "").suffix, loader)
        result = self.mapped(text, context, f"--loader={loader}")
        _require_script(result)
        return result

    def _css(self, text: str, context: FilterContext) -> str:
        from ..css_minifier import WORTHWHILE, minify, removable
        from ..verify import css_difference

        if removable(text) >= WORTHWHILE:
            try:
                # All else that it can do to CSS joins rules, or writes them in other
                # ways, and so keeps nearly every style sheet from being accepted.
                result = self.output_of(text, context, "--minify-whitespace", "--loader=css")
            except UnreadableError:
                pass  # what cannot be read is reported below
            else:
                result = result.removesuffix("\n")
                if css_difference(text, result, lenient=True) is None:
                    return result
        return minify(text, context)

    def _js(self, text: str, context: FilterContext) -> str:
        offered: list[str] = []
        collecting = replace(context, source_map=context.source_map and offered.append)
        result = self.minified(text, collecting, "--minify")
        first, end, rest = result.partition("\n") if result.startswith("#!") else ("", "", result)
        lost = _lost_copyright(text, result)
        if offered and context.source_map is not None:
            # These stand before all but the line that begins with "#!".
            moved = decoded(offered[0]).below(lost.count("\n"), int(bool(first)))
            context.source_map(encoded(moved))
        return f"{first}{end}{lost}{rest}"


def _require_script(text: str) -> None:
    """Check that a compiled text works as a classic script.

    :raises FilterError: if only a module may hold what it holds.
    """
    from ...js import meaning

    try:
        root = meaning.parse(text).tree.root_node
    except meaning.UnparsableError:
        return  # the result will be refused
    for node in root.children:
        if node.type in ("import_statement", "export_statement") and node.text is not None:
            found = excerpt(node.text.decode())
            raise FilterError(
                f"the script imports or exports ({found}), which only a module may: bundle it with"
                " what it imports (esbuild --bundle --format=iife) and name the result instead"
            )


def _lost_copyright(text: str, result: str) -> str:
    """Return the comments with a copyright, a mark of which esbuild knows nothing."""
    from ...js import meaning

    if "@copyright" not in text:
        return ""
    try:
        read = meaning.meaning(meaning.parse(text))
    except meaning.UnparsableError:
        return ""  # the result will be refused
    found = (read.source[start:end].decode().rstrip() for start, end in read.comments)
    return "".join(
        f"{comment}\n" for comment in found if "@copyright" in comment and comment not in result
    )
