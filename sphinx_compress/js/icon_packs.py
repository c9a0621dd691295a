"""Font Awesome's script, with the icons that a site names, and a script with all others.

The script has packs of icons: objects with hundreds of entries of one form.  In versions 5, 6 and
7, an entry is its name, and a list of width, height, other names, code and outline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from tree_sitter import Node

from .syntax import parse

#: By this name, the script is told of more icons.
_NAMESPACE: Final = "___FONT_AWESOME___"
#: Smaller objects are no packs.
_FEWEST: Final = 20
_FORM: Final = ("number", "number", "array", "string")
_OUTLINES: Final = frozenset({"string", "array"})
_KEYS: Final = frozenset({"string", "property_identifier", "number"})

#: Of each pack, the name and the outline of one icon tell for which families it is.
_REST: Final = """(() => {
  const { styles, hooks } = window.___FONT_AWESOME___;
  for (const [name, outline, icons] of [%s]) {
    for (const family of Object.keys(styles)) {
      const icon = styles[family][name];
      if (icon && String(icon[4]) === String(outline)) hooks.addPack(family, icons);
    }
  }
})();
"""


class SplitIcons(NamedTuple):
    """A script with the icons that are wanted, and what adds all others to it."""

    wanted: str
    rest: str
    #: All names of the icons that the first has.
    names: frozenset[str]
    #: How many icons the second has.
    others: int


class _Icon(NamedTuple):
    node: Node
    names: frozenset[str]
    outline: str


def split_icons(script: str, names: Collection[str]) -> SplitIcons | None:
    """Split a script of Font Awesome; return ``None`` if it is none, or is not understood.

    :param names: of the icons that are wanted, in any of their spellings.
    """
    if _NAMESPACE not in script:
        return None
    source = script.encode()
    root = parse(source).root_node
    if root.has_error:
        return None
    pieces, packs, position, others = [], [], 0, 0
    known = set[str]()
    for node, icons in _packs(root):
        kept = [icon for icon in icons if not icon.names.isdisjoint(names)] or icons[:1]
        left = [icon for icon in icons if icon not in kept]
        if not left:
            continue
        pieces += [source[position : node.start_byte], _object(kept)]
        position = node.end_byte
        key, outline = _key(kept[0].node), kept[0].outline
        packs.append(f'["{key}",{outline},{_object(left).decode()}]')
        known.update(*(icon.names for icon in kept))
        others += len(left)
    if not packs:
        return None
    wanted = b"".join([*pieces, source[position:]]).decode()
    rest = _first_comment(root) + _REST % ",\n".join(packs)
    return SplitIcons(wanted, rest, frozenset(known), others)


def _object(icons: list[_Icon]) -> bytes:
    return b"{" + b",".join(icon.node.text or b"" for icon in icons) + b"}"


def _first_comment(root: Node) -> str:
    """Return what says of the script who made it."""
    first = root.named_children[0] if root.named_children else None
    return f"{_text(first)}\n" if first is not None and first.type == "comment" else ""


def _packs(root: Node) -> Iterator[tuple[Node, list[_Icon]]]:
    """Yield the packs in a script, in its order, with their icons."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "object" and node.named_child_count >= _FEWEST:
            icons = [_icon(each) for each in node.named_children]
            found = [icon for icon in icons if icon is not None]
            if len(found) == len(icons):
                yield node, found
                continue
        waiting.extend(reversed(node.children))


def _icon(pair: Node) -> _Icon | None:
    key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    if pair.type != "pair" or value is None or value.type != "array" or key is None:
        return None
    parts = value.named_children
    if tuple(part.type for part in parts[:4]) != _FORM or len(parts) != 5:
        return None
    if parts[4].type not in _OUTLINES or key.type not in _KEYS or b"\\" in (pair.text or b""):
        return None
    others = [_bare(part) for part in parts[2].named_children if part.type == "string"]
    return _Icon(pair, frozenset([_bare(key), *others]), _text(parts[4]))


def _key(pair: Node) -> str:
    key = pair.child_by_field_name("key")
    assert key is not None
    return _bare(key)


def _bare(node: Node) -> str:
    return _text(node).strip("\"'")


def _text(node: Node) -> str:
    return (node.text or b"").decode()
