"""Finds the messages in the code: each text that reads like English, whatever becomes of it.

Babel knows only what is marked.  Here nothing is marked, so that nobody can forget it.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from itertools import chain
from itertools import count as numbers
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1] / "sphinx_compress"

#: What is no message, although it reads like one: the arguments of these functions …
_NO_MESSAGES = frozenset(
    "captures compile dict digest_of of _key read_json read_json_or read_number removeprefix"
    " replace split step AssertionError AttributeError Matcher".split()
)
#: … what goes into files of the site or into the report, what is a key, and what only we ever see.
IGNORED = frozenset(
    {
        "# Begin of what sphinx_compress has written",
        "# End of what sphinx_compress has written",
        "%(modes)s or %(modes2)s",
        "Find regions in pages and compress them",
        "HTML is text",
        "Results found in the main cache",
        "Results made anew",
        "a region is made of strings",
        "compress begins",
        "compress ends",
        "font kind",
        "font subset",
        "gives any",
        "inline remainder",
        "not known: other processes wrote pages, or none was written",
        "references %(helpers)s",
        "selects last in %(body)s",
        "sphinx_compress %(version)s",
        "sphinx_compress: %(translated)s",
        "sphinx_compress %(version)s, Sphinx %(version2)s, Python %(python)s",
        *("b br div i li ol p span style u ul", "b blockquote font i li ol u ul", "tr tbody"),
    }
)
#: Words that stand alone on a line, or for a tag that was named before.
WORDS = (
    *("versions:", "settings:", "filters:", "packages:", "cache:", "manifests:", "nodelist:"),
    "it",
)

_BUILTINS = frozenset(dir(builtins))

#: Stands for a value.
_VALUE = "\0"
#: What parts a message from the one before it.
_MARKS = " ,;\n"
#: Two words beside each other, or a word beside a value.
_PROSE = re.compile(
    r"(?<![<.])(?:\w{2,}|\ba)'?[,:;.]? (?:[a-z]{2,}\b(?![=\[-])|'|\0)|\0[,:;]? [a-z]{3,}\b(?![=-])"
)
#: HTML, JavaScript, CSS, queries of tree-sitter, and regular expressions.
_CODE = re.compile(
    r"""^\s*(?:[<@] | [(\[](?![a-z]+[ ](?:[a-z]|\0))) | ^\s+[A-Z][\w-]+:[ ]
    | </ | => | \)[ ]@ | \{\s*\n | \(\?[:P!<=] | ="\0 | rel= | -src[ ]\0 | //\# | [*+]\+""",
    re.VERBOSE,
)


class Message(NamedTuple):
    """A message, as it stands in a catalogue."""

    template: str
    #: Empty if it counts nothing.
    plural: str
    #: Where it stands, from the directory of the package.
    file: str
    line: int


def messages(package: Path = PACKAGE) -> Iterator[Message]:
    """Yield all messages of the package, in the order in which they stand there."""
    for word in WORDS:
        yield Message(word, "", "sphinx_compress/commands/doctor.py", 1)
    for module in sorted(package.rglob("*.py")):
        file = module.relative_to(package.parent).as_posix()
        for node, template, plural in _texts(ast.parse(module.read_text(encoding="utf-8"))):
            if template not in IGNORED:
                yield Message(template, plural, file, node.lineno)


def _texts(node: ast.AST) -> Iterator[tuple[ast.expr, str, str]]:
    if isinstance(node, ast.expr):
        parts = _parts(node)
        if parts is not None:
            if _is_message(parts):
                yield node, _template(parts).strip(_MARKS), ""
            for part in parts:
                if isinstance(part, ast.expr):
                    yield from _texts(part)
            return
        if isinstance(node, ast.Call) and _is_count(node.func) and len(node.args) > 1:
            yield from _counted(node)
            return
    for child in _children(node):
        yield from _texts(child)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of *node* in which messages may be."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Compare() | ast.Set():
            return
        case ast.Call() if _called(node) in _NO_MESSAGES:
            return
        case ast.Call(func=ast.Attribute(value=ast.Constant())) if _called(node) != "join":
            return
        case ast.Dict():
            yield from node.values
        case ast.AnnAssign():
            yield from filter(None, [node.value])
        case ast.arg():
            return
        case _:
            yield from ast.iter_child_nodes(node)


def _is_count(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "count"


def _called(node: ast.Call) -> str:
    return _name(node.func)


def _parts(node: ast.expr) -> list[str | ast.expr] | None:
    """Return the texts and values that *node* puts together; ``None`` if it makes no text."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr():
            return [
                part.value if isinstance(part, ast.FormattedValue) else str(part.value)  # type: ignore[attr-defined]
                for part in node.values
            ]
        case ast.BinOp(op=ast.Add()):
            left, right = _parts(node.left), _parts(node.right)
            if left is None and right is None:
                return None
            return [*(left or [node.left]), *(right or [node.right])]
    return None


def _is_message(parts: list[str | ast.expr]) -> bool:
    text = "".join(part if isinstance(part, str) else _VALUE for part in parts)
    return bool(_PROSE.search(text)) and not _CODE.search(text)


def _template(parts: list[str | ast.expr]) -> str:
    if all(isinstance(part, str) for part in parts):
        return "".join(map(str, parts))
    taken: set[str] = set()
    return "".join(
        part.replace("%", "%%") if isinstance(part, str) else f"%({_free(_name(part), taken)})s"
        for part in parts
    )


def _counted(node: ast.Call) -> Iterator[tuple[ast.expr, str, str]]:
    nouns = [str(each.value) for each in node.args[1:] if isinstance(each, ast.Constant)]
    if nouns:
        yield node, f"%(number)s {nouns[0]}", f"%(number)s {[*nouns, f'{nouns[0]}s'][1]}"


def _free(name: str, taken: set[str]) -> str:
    """Return *name*, with a number behind it if it is taken, which it is then."""
    names = chain([name], (f"{name}{at}" for at in numbers(2)))
    free = next(each for each in names if each not in taken)
    taken.add(free)
    return free


def _name(node: ast.expr) -> str:
    """Return a name for what is put in: the last of those in the code."""
    match node:
        case ast.Name():
            return node.id.strip("_").lower()
        case ast.Attribute():
            return node.attr.strip("_").lower()
        case ast.Call(func=ast.Name(id="count"), args=[_, ast.Constant(value=str(noun)), *_]):
            return f"{noun}s"
        case ast.Call(func=ast.Name(id="len")):
            return "number"
        case ast.Call(func=ast.Name(id=function), args=[*_, argument]) if function in _BUILTINS:
            return _name(argument)
        case ast.Call(func=ast.Attribute(attr="join"), args=[argument]):
            return _name(argument)
        case ast.Call():
            return _name(node.func)
        case ast.Subscript() | ast.Starred():
            return _name(node.value)
        case ast.BinOp():
            return _name(node.left)
        case ast.BoolOp():
            return _name(node.values[0])
        case ast.IfExp():
            return _name(node.body)
        case ast.GeneratorExp() | ast.ListComp():
            return _name(node.elt)
    return "value"
