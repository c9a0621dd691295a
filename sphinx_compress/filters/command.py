"""The filter ``command``: any executable, by its standard streams or by files."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Final, cast, get_args

from ..core.errors import FilterError
from ..core.types import Kind
from .base import Effect, Filter, FilterContext, require_known
from .processes import Program, decoded, output_of
from .registry import shipped_version
from .tools import require_tool

INFILE: Final = "{infile}"
OUTFILE: Final = "{outfile}"

_OPTIONS: Final = frozenset({"args", "timeout", "effect", "version"})
_SECONDS: Final = 30.0
#: Compilers tell their languages apart by the suffix of a file.
_SUFFIXES: Final = {
    "application/typescript": ".ts",
    "application/x-typescript": ".ts",
    "text/babel": ".jsx",
    "text/coffeescript": ".coffee",
    "text/jsx": ".jsx",
    "text/less": ".less",
    "text/sass": ".sass",
    "text/scss": ".scss",
    "text/stylus": ".styl",
    "text/tsx": ".tsx",
    "text/typescript": ".ts",
    "text/x-coffeescript": ".coffee",
    "text/x-less": ".less",
    "text/x-sass": ".sass",
    "text/x-scss": ".scss",
    "text/x-stylus": ".styl",
    "text/x-typescript": ".ts",
}


@dataclass(frozen=True, slots=True)
class _Options:
    args: tuple[str, ...]
    timeout: float
    effect: Effect
    version: str


class CommandFilter(Filter):
    """Runs a command on the text."""

    name: ClassVar[str] = "command"
    version: ClassVar[str] = shipped_version("command")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css", "js"})

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return the version of the tool, and a hash of each file among its arguments.

        :raises FilterError: if the options make no sense, or there is no such tool.
        """
        read = _read(options)
        tool = require_tool(read.args[0], directory)
        return "+".join([tool.version, *_files(read.args[1:], directory), read.version])

    def effect_for(self, kind: Kind, options: Mapping[str, object]) -> Effect:
        """Return what the options say of the command; only the user can know."""
        return _read(options).effect

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return what the command makes of a text.

        :raises FilterError: if it fails; the message has what it said.
        """
        options = _read(context.options)
        tool = require_tool(options.args[0], context.directory)
        arguments = options.args[1:]
        if not any(mark in argument for argument in arguments for mark in (INFILE, OUTFILE)):
            return _output(tool.path, arguments, text, context, options)
        with tempfile.TemporaryDirectory(prefix="sphinx-compress-") as place:
            infile = Path(place, f"input{_suffix(context)}")
            outfile = Path(place, f"output.{context.kind}")
            takes_file = any(INFILE in argument for argument in arguments)
            if takes_file:
                infile.write_bytes(text.encode())
            arguments = tuple(
                argument.replace(INFILE, str(infile)).replace(OUTFILE, str(outfile))
                for argument in arguments
            )
            try:
                output = _output(tool.path, arguments, "" if takes_file else text, context, options)
            except FilterError as error:
                # The file of this name is gone when somebody reads the message.
                message = error.message.replace(str(infile), context.source or "the text")
                raise FilterError(message) from error
            if not any(OUTFILE in argument for argument in options.args):
                return output
            try:
                return decoded(outfile.read_bytes(), options.args[0])
            except OSError as error:
                raise FilterError(f"{options.args[0]} wrote no file {OUTFILE}") from error


def _output(
    path: Path, arguments: tuple[str, ...], text: str, context: FilterContext, options: _Options
) -> str:
    program = Program(options.args[0], (path, *arguments), context.directory, options.timeout)
    return output_of(program, text)


def _read(options: Mapping[str, object]) -> _Options:
    require_known("command", options, _OPTIONS)
    args = options.get("args")
    example = '("command", {"args": ["tool", "--flag"]})'
    if isinstance(args, str):
        raise FilterError(
            f"the option args of the filter command must be a list, since no shell splits"
            f" {args!r}: write {example}"
        )
    if not isinstance(args, list) or not args or not all(isinstance(arg, str) for arg in args):
        raise FilterError(
            f"the filter command needs the option args, a list of strings: write {example}"
        )
    if not args[0] or any(mark in args[0] for mark in (INFILE, OUTFILE)):
        raise FilterError("the first of the args of the filter command must name an executable")
    if any("\0" in arg for arg in args):
        raise FilterError("the args of the filter command must not hold a null character")
    timeout = options.get("timeout", _SECONDS)
    if not isinstance(timeout, int | float) or isinstance(timeout, bool) or not timeout > 0:
        raise FilterError("the option timeout of the filter command must be a number of seconds")
    effect = options.get("effect", "changes")
    if effect not in get_args(Effect):
        known = ", ".join(get_args(Effect))
        raise FilterError(f"the option effect of the filter command must be one of {known}")
    version = options.get("version", "")
    if not isinstance(version, str):
        raise FilterError("the option version of the filter command must be a string")
    return _Options(tuple(args), timeout, cast(Effect, effect), version)


def _files(arguments: tuple[str, ...], directory: Path) -> list[str]:
    """Return a hash of each file that the arguments name: a script, or a configuration."""
    found = []
    for argument in arguments:
        value = argument.partition("=")[2] if argument.startswith("-") else argument
        try:
            if value and (directory / value).is_file():
                found.append(hashlib.sha256((directory / value).read_bytes()).hexdigest())
        except (OSError, ValueError):
            continue  # no name of a file, or one that the tool cannot read either
    return found


def _suffix(context: FilterContext) -> str:
    if not context.type:
        return f".{context.kind}"
    own = PurePosixPath((context.source or "").partition("?")[0]).suffix
    if own[1:].isascii() and own[1:].isalnum():
        return own
    return _SUFFIXES.get(context.type, f".{context.kind}")
