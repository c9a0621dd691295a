"""For which tags of its page does a script ask?

A script may look for a style sheet by its URL, to swap or to switch it, or for
the tag of another script.  A tag that may be asked for stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..core.types import Kind

if TYPE_CHECKING:
    from tree_sitter import Node

#: Instead of a part of one tag: any style sheet may be meant, or any script.
ANY: dict[Kind, str] = {"css": "*css", "js": "*js"}

#: A text without any of these asks for nothing.
_ASKING = re.compile(
    r"stylesheet|link|\.css|\.js|script|\[\s*(?:data-|href\b|src\b)", re.IGNORECASE
)

_QUERY = """
(string_fragment) @text
(regex_pattern) @pattern
(property_identifier) @property
((subscript_expression object: (member_expression property: (property_identifier) @sheets)
                       index: (_) @number)
 (#eq? @sheets "styleSheets"))
((call_expression
   function: (member_expression
     object: (member_expression property: (property_identifier) @sheets)
     property: (property_identifier) @item)
   arguments: (arguments . (_) @number))
 (#eq? @sheets "styleSheets") (#eq? @item "item"))
(call_expression
  function: (member_expression
    object: (member_expression property: (property_identifier) @href)
    property: (property_identifier) @compare)
  arguments: (arguments . (_) @part)
  (#eq? @href "href")
  (#any-of? @compare "includes" "indexOf" "endsWith" "startsWith" "match" "search"))
(call_expression
  function: (member_expression object: (_) @part property: (property_identifier) @compare)
  arguments: (arguments . (member_expression property: (property_identifier) @href))
  (#eq? @href "href")
  (#any-of? @compare "test" "exec" "includes" "has"))
(binary_expression
  left: (member_expression property: (property_identifier) @href) right: (_) @part
  (#eq? @href "href"))
((call_expression
   function: [(identifier) @called (member_expression property: (property_identifier) @called)]
   arguments: (arguments . [(string (string_fragment) @selector) (template_string) @selector]))
 (#any-of? @called "getElementsByTagName" "querySelector" "querySelectorAll" "matches" "closest"
                   "$" "jQuery" "find" "children" "next" "prev" "filter"))
"""

#: What stands between the names of a list, too.
_BETWEEN_FILES = re.compile(r"[/\s\"'`?#,|;:=<>(]+")
_FILE = re.compile(r"(.*?\.(?:css|js))(?![a-z]|\.(?:css|js)(?![a-z]))", re.IGNORECASE)
#: What of a pattern is no text: classes, escapes, and what may be missing.
_NOT_LITERAL = re.compile(r"\[[^\]]*\]|\\[a-zA-Z]|\w[?*]")
#: Words of a pattern that tell no file from another one.
_COMMON = frozenset({"css", "min"})
_ATTRIBUTE = re.compile(r"""\[\s*(href|src)\s*[*^$~|]?=\s*["']?([^"'\]]*)""", re.IGNORECASE)
_NOT = re.compile(r":not\([^()]*\)", re.IGNORECASE)
_HREF_VALUE = re.compile(r"\bhref\s*[*^$~|]?=", re.IGNORECASE)
_LINK_TAG = re.compile(
    r"""(?<![\w#.-])stylesheet
    | (?:^|[\s>+~]) link
      (?: \[\s*(?:href|rel|media|type|disabled)\s*\]
        | \[\s*(?:media|type\s*[*^$~|]?=\s*["']?(?:text/)?css)\b[^\]]*\]
        | :[\w-]+(?:\([^()]*\))?
      )* \s*$""",
    re.IGNORECASE | re.VERBOSE,
)
#: What leads to an attribute of an element that is neither a style sheet nor a script.
_OTHER_TAG = re.compile(r"""(?:^|[\s>+~,])(?!(?:link|script)\b)[a-z][^\s>+~,"']*$""", re.IGNORECASE)
#: The end of a selector whose beginning, and the name in it, come from somewhere else.
_REST = re.compile(r"""^\.css["']?\s*\]""", re.IGNORECASE)
_SCRIPT_TAG = re.compile(r"(?<![\w-])script(?![\w-])", re.IGNORECASE)
_DATA = re.compile(r"\[\s*(data-[\w-]+)", re.IGNORECASE)
#: What is a selector, or the beginning of one, wherever it stands.
_SELECTOR = re.compile(r"\b(?:link|script)\s*\[|\[\s*(?:href|src)\b", re.IGNORECASE)


def asks(text: str) -> frozenset[str]:
    """Return what the script *text* may find tags by.

    :return: parts of tags, such as the name of a file, and values of :data:`ANY`.
    """
    if not _ASKING.search(text):
        return frozenset()
    from .syntax import captures, parse

    found = captures(parse(text.encode()).root_node, _QUERY)
    texts = _texts(found.get("text", ()))
    patterns = _texts(found.get("pattern", ()))
    selectors = [*_texts(found.get("selector", ())), *filter(_SELECTOR.search, texts)]
    properties = _texts(found.get("property", ()))
    words = {
        kind: {word for each in texts for word in _names(each, f".{kind}")}
        | {word for each in patterns for word in _literals(each, f".{kind}")}
        for kind in ANY
    }
    wanted = set(words["css"])
    for selector in selectors:
        wanted.update(_selected(_NOT.sub("", selector)))
    for each in texts:
        wanted.update(_DATA.findall(each))
        if _REST.search(each):
            wanted.add(ANY["css"])
    if "scripts" in properties or any(map(_SCRIPT_TAG.search, selectors)):
        wanted |= words["js"]
    if "styleSheets" in properties or "stylesheet" in " ".join(texts).lower():
        wanted |= {_part_of_url(node) for node in found.get("part", ())}
    if any(_says_which(node) for node in found.get("number", ())):
        wanted.add(ANY["css"])
    return frozenset(wanted)


def asked_for(tag: str, kind: Kind, words: Iterable[str]) -> bool:
    """May a script that asks by *words* mean this *tag*?"""
    return any(word in tag or word == ANY[kind] for word in words)


def _selected(selector: str) -> Iterator[str]:
    """Yield by what a selector finds tags."""
    for match in _ATTRIBUTE.finditer(selector):
        value = match[2]
        name = value.rpartition("/")[2].rpartition("}")[2].strip()
        kind: Kind = "css" if match[1].lower() == "href" else "js"
        if _OTHER_TAG.search(selector[: match.start()]):
            continue
        if len(name) > 2 and "${" not in value:
            yield name
        elif name.lower().endswith(f".{kind}") or re.search(
            r"\blink\b" if kind == "css" else r"\bscript\b", selector
        ):
            # The rest of the value comes from somewhere else.
            yield ANY[kind]
    for part in selector.split(","):
        if _LINK_TAG.search(part) and not _HREF_VALUE.search(part):
            yield ANY["css"]


def _names(text: str, end: str) -> Iterator[str]:
    """Yield the names of files that a string has, if they are more than their common *end*."""
    for part in _BETWEEN_FILES.split(text):
        # To search each part takes quadratic time, and some hold whole files.
        if end in part.lower():
            for name in _FILE.findall(part):
                if name.lower().endswith(end) and len(name) > len(end):
                    yield name


def _literals(pattern: str, end: str) -> Iterator[str]:
    """Yield texts, one of which is in each name with this *end* that a pattern matches."""
    plain = _NOT_LITERAL.sub(" ", pattern.replace("[.]", ".")).replace("\\", "")
    words = re.findall(r"[\w.-]+", plain)
    ends = [word for word in words if word.lower().endswith(end)]
    yield from (word for word in ends if len(word) > len(end))
    if any(len(word) == len(end) for word in ends):
        # The name itself is not written as one word.
        stems = {word.strip(".") for word in words if word not in ends} - _COMMON
        yield from (stem for stem in stems if len(stem) > 2)


def _part_of_url(node: Node) -> str:
    """Return by what a URL is told from others."""
    text = (node.text or b"").decode()
    is_plain = node.type in {"string", "regex"} and not set("\\|") & set(text.replace("\\.", ""))
    name = max(re.findall(r"[\w.-]+", text.replace("\\.", ".")), key=len, default="")
    return name if is_plain and len(name) > 2 and name not in {"css", ".css"} else ANY["css"]


def _says_which(index: Node) -> bool:
    """Does an index mean one certain sheet, and not each of them in turn?"""
    text = (index.text or b"").decode()
    return text.isdigit() or "length" in text


def _texts(nodes: Iterable[Node]) -> list[str]:
    from .syntax import texts

    return sorted({text.replace("\\.", ".") for text in texts(nodes)})
