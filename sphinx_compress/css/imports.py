"""The ``@import`` rules of a style sheet: where they are, what they load, and when.

The grammar is https://drafts.csswg.org/css-cascade-5/#at-import.  Browsers differ in
how they read what does not follow it to the letter, so that is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .lexer import shape_of
from .rules import PartKind, Rule, parts, rules
from .tokens import CLOSERS, ENDS, LAYOUT, Token, Tokens


class Condition(NamedTuple):
    """When the rules of an imported sheet apply, and in which layer."""

    #: Name of the cascade layer; empty for a layer without a name, ``None`` for no layer.
    layer: str | None = None
    #: The condition as it stands behind ``@supports``; empty for none.
    supports: str = ""
    #: Media query list; empty for all media.
    media: str = ""

    def wrap(self, css: str) -> str:
        """Return rules that apply as those of *css* do when it is imported so.

        The standard defines the one by the other: the layer "is subject to any
        import conditions (just as if declared by an @layer rule wrapped in the
        appropriate conditional group rules)".
        """
        # A line end keeps the last token of the text apart from the brace.
        if self.layer is not None:
            css = f"@layer {self.layer}{{\n{css}\n}}" if self.layer else f"@layer{{\n{css}\n}}"
        if self.supports:
            css = f"@supports {self.supports}{{\n{css}\n}}"
        if self.media:
            css = f"@media {self.media}{{\n{css}\n}}"
        return css


NO_CONDITION: Final = Condition()


class Import(NamedTuple):
    """An ``@import`` rule at the top of a style sheet."""

    #: Where it begins and ends in the text of the tokens, its semicolon included.
    start: int
    end: int
    #: As it is written; ``None`` if browsers may read the rule in different ways.
    url: str | None
    condition: Condition = NO_CONDITION


def imports(tokens: Tokens) -> list[Import] | None:
    """Return the ``@import`` rules of a style sheet.

    :return: ``None`` if it is not plain which of them browsers obey: anything but
        layer statements stands before one, or anything at all between two.
    """
    if not tokens.has_at(("import",)):
        return []
    if _marks(tokens):
        return None if has_top_level(tokens, "import") else []
    found: list[Import] = []
    over = False
    for rule in rules(tokens.shape):
        keyword = tokens.words[rule.first]
        if keyword.is_at(("import",)):
            if over or rule.inner:
                return None
            found.append(_import(tokens, rule))
        elif found or rule.inner or not keyword.is_at(("layer",)):
            over = True
    return found


def has_top_level(tokens: Tokens, name: str) -> bool:
    """Return whether an at-rule of this *name* stands on the outermost level."""
    marks = _marks(tokens)
    words = [word for at, word in enumerate(tokens.words) if at not in marks]
    return any(words[rule.first].is_at((name,)) for rule in rules(shape_of(words)))


def _marks(tokens: Tokens) -> frozenset[int]:
    """Return the indexes of ``<!--`` and ``-->``, which browsers skip between rules."""
    if "<!--" not in tokens.text and "-->" not in tokens.text:
        return frozenset()
    starts = {token.start for token in _outermost(tokens.tokens) if token.is_literal("<!--", "-->")}
    return frozenset(at for at, start in enumerate(tokens.starts) if start in starts)


def why_not_wrapped(tokens: Tokens) -> str:
    """Return why the rules of a sheet may mean something else within a block; empty if not.

    Only on the outermost level do browsers skip ``<!--``, and take a semicolon for
    a part of a selector.
    """
    for kind, first, last, _ in parts(tokens.shape):
        if kind is not PartKind.SELECTOR and kind is not PartKind.AT:
            continue
        for token in _outermost(tokens.tokens[first:last]):
            if token.is_literal(";", "<!--", "-->"):
                return f"its {token.value} is read in another way within a block"
        start = tokens.tokens[first]
        if start.type == "ident" and start.value.startswith("--"):
            return f"its {start.value} may be taken for a custom property within a block"
    return ""


def _outermost(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens outside of brackets, and those that open a bracket."""
    depth = 0
    for token in tokens:
        if token.type in ENDS:
            depth -= 1
            continue
        if not depth:
            yield token
        if token.type in CLOSERS:
            depth += 1


def _import(tokens: Tokens, rule: Rule) -> Import:
    items = tokens.tokens
    start, end = items[rule.first].start, items[rule.last - 1].end
    unclear = Import(start, end, None)
    ended = items[rule.last - 1].is_literal(";")
    rest = items[rule.first + 1 : rule.last - 1 if ended else rule.last]
    if any(token.type == "error" for token in rest) or tokens.torn:
        return unclear
    if rule.last == len(items) and (not tokens.closed or tokens.text.endswith("\\")):
        # A bracket that only the end of the text closes takes in what is put behind it, and
        # its last semicolon may stand in it.
        return unclear
    url, rest = _url(_skipped(rest))
    if url is None:
        return unclear
    layer: str | None = None
    supports = ""
    if rest and rest[0].type == "ident" and rest[0].lower == "layer":
        layer, rest = "", _skipped(rest[1:])
    elif _is_call(rest, "layer"):
        content, rest = _call(rest)
        layer = _layer_name(tokens, content)
        if not layer:
            return unclear
    if _is_call(rest, "supports"):
        content, rest = _call(rest)
        supports = _supports(tokens, content)
        if not supports:
            return unclear
    if any(token.type == "function" for token in _outermost(rest)):
        # No media query has a function, so this is a condition that is not known here.
        return unclear
    return Import(start, end, url, Condition(layer, supports, _text(tokens, rest)))


def _skipped(tokens: list[Token]) -> list[Token]:
    """Return the tokens without the layout at both ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].type in LAYOUT:
        first += 1
    while last > first and tokens[last - 1].type in LAYOUT:
        last -= 1
    return tokens[first:last]


def _url(tokens: list[Token]) -> tuple[str | None, list[Token]]:
    if tokens and tokens[0].type in ("string", "url"):
        return tokens[0].value, _skipped(tokens[1:])
    if _is_call(tokens, "url"):
        content, rest = _call(tokens)
        if len(content) == 1 and content[0].type == "string":
            return content[0].value, rest
    return None, []


def _is_call(tokens: list[Token], name: str) -> bool:
    return bool(tokens) and tokens[0].type == "function" and tokens[0].lower == name


def _call(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Split tokens that begin with a function into its arguments and the rest."""
    depth = 0
    for at, token in enumerate(tokens):
        if token.type in CLOSERS:
            depth += 1
        elif token.type in ENDS:
            depth -= 1
            if not depth:
                return _skipped(tokens[1:at]), _skipped(tokens[at + 1 :])
    return _skipped(tokens[1:]), []


def _layer_name(tokens: Tokens, content: list[Token]) -> str:
    """Return a name such as ``base.reset``; empty where the tokens are none."""
    names = content[::2]
    if any(token.type != "ident" or token.lower in _RESERVED for token in names):
        return ""
    if len(content) % 2 == 0 or not all(token.is_literal(".") for token in content[1::2]):
        return ""
    return _text(tokens, content)


_RESERVED: Final = frozenset({"inherit", "initial", "unset", "revert", "revert-layer", "default"})


def _supports(tokens: Tokens, content: list[Token]) -> str:
    """Return a condition for ``@supports``; empty where there is none."""
    if not content:
        return ""
    text = _text(tokens, content)
    after = _skipped(content[1:])
    if content[0].type == "ident" and after and after[0].is_literal(":"):
        return f"({text})"
    # Chromium drops what comes behind a condition of `@import`, but not behind one of
    # `@supports`.  So nothing may come.
    return text if _SUPPORTS.fullmatch("".join(map(_word, _outermost(content)))) else ""


#: A condition in which each block or function is a dot.
_SUPPORTS: Final = re.compile(r" \.| not \.| \.(?: and \.)+| \.(?: or \.)+")


def _word(token: Token) -> str:
    if token.type == "() block":
        return " ."
    if token.type == "function":
        return " ?" if token.lower in ("not", "and", "or") else " ."
    if token.type == "ident":
        return f" {token.lower}"
    return "" if token.type in LAYOUT else " ?"


def _text(tokens: Tokens, part: list[Token]) -> str:
    return tokens.text[part[0].start : part[-1].end] if part else ""
