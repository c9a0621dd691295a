"""Names of methods and functions, by what they do with what they are called on or given."""

from __future__ import annotations

from tree_sitter import Node

from .scopes import text_of

#: Methods that read an attribute, or give it a value if they are told one.
ATTRIBUTES = frozenset({"attr", "getAttribute", "getAttributeNode", "getNamedItem", "prop"})
#: Methods that call a function with each item, or with what there will be.
CALLBACKS = frozenset(
    {"forEach", "map", "filter", "some", "every", "find", "findIndex", "findLast", "each"}
    | {"findLastIndex", "flatMap", "reduce", "reduceRight", "sort", "toSorted", "then"}
)
#: Those of them that return items for which the function says yes.
PREDICATES = frozenset({"filter", "find", "findLast"})
#: Methods that return what they are called on, or some of it, in the same order.
SAME = frozenset(
    {"slice", "concat", "reverse", "toReversed", "values", "entries", "toArray", "flat", "sort"}
    | {"not", "has", "add", "clone", "cloneNode", "nextNode", "filter", "toSorted", "addBack"}
)
#: Methods that return one item.
PICKS = frozenset({"at", "item", "pop", "shift", "eq", "get", "first", "last"})
#: Methods that compare a text with another one.
COMPARE = frozenset(
    {"indexOf", "includes", "startsWith", "endsWith", "match", "search", "lastIndexOf"}
    | {"matchAll", "contains", "replace", "replaceAll", "split", "localeCompare"}
)
#: Methods that return a part of a text, or the text in another form.
OF_TEXT = frozenset(
    {"slice", "substring", "substr", "trim", "toLowerCase", "toUpperCase", "toString", "concat"}
    | {"at", "pop", "shift", "join", "reverse", "valueOf", "normalize", "filter", "flat", "sort"}
    | {"toLocaleLowerCase", "values", "trimEnd", "trimStart", "replace", "replaceAll", "split"}
    | {"match", "matchAll", "item", "padEnd", "next", "charAt"}
)
#: Functions that return what they are given, or tell it in another way.
PASS_ON = frozenset(
    {"from", "assign", "freeze", "values", "entries", "Set", "resolve", "all", "String", "URL"}
    | {"decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "unescape"}
    | {
        "$",
        "jQuery",
        "makeArray",
        "toArray",
        "of",
        "concat",
        "Array",
        "slice",
        "cloneNode",
        "importNode",
    }
    | {"appendChild", "unique", "uniq", "WeakRef"}
)
#: Functions that do with each tag, or with its URL, what any other one could be used for.
HARMLESS = frozenset(
    {"log", "info", "warn", "error", "debug", "fetch", "open", "Boolean", "Number", "isNaN"}
    | {"append", "prepend", "before", "after", "replaceWith", "replaceChild", "removeChild"}
    | {"insertBefore", "observe", "unobserve", "getComputedStyle", "setAttribute", "contains"}
    | {"insertAdjacentElement", "importScripts", "isArray", "compareDocumentPosition"}
    | {
        "on",
        "off",
        "one",
        "trigger",
        "isEqualNode",
        "isSameNode",
        "setTimeout",
        "insertRule",
        "replaceSync",
        "createTextNode",
        "Worker",
        "extend",
    }
)
#: Functions that are given the URL of a file of which a script may read what is in it.
READERS = frozenset({"fetch", "open"})
#: Methods that put something beside what they are given as second.
PARTED_BY = frozenset({"insertAdjacentElement", "insertBefore"})
#: Methods that put what they are given into what they are called on.
COLLECT = frozenset({"push", "unshift", "add"})
#: Functions that do nothing with what the function that they are given returns.
UNUSED = frozenset(
    {"setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback", "ready", "on"}
    | {"addEventListener", "queueMicrotask", "each", "forEach", "one", "removeEventListener"}
)

#: Methods that return texts of what they are called on, or of what they are given.
LISTS = OF_TEXT | frozenset(
    {"map", "flatMap", "find", "findLast", "reduce", "reduceRight", "then", "exec", "padStart"}
    | {"splice", "toSorted", "toReversed", "keys", "entries", "with", "repeat", "substring"}
    | {"toArray", "toUpperCase", "get", "first", "last", "eq"}
) - {"get"}
#: Those that return what the function returns that they are given.
MAPPING = frozenset({"map", "flatMap", "reduce", "reduceRight", "then"})
#: Those that may leave out the beginning of a text.
CUTS = frozenset(
    {"slice", "substring", "substr", "replace", "replaceAll", "split", "match", "matchAll", "exec"}
    | {"at", "charAt", "pop", "trimStart"}
)
#: Methods that have a range or a selection begin or end at what they are given.
RANGES = frozenset(
    {"selectAllChildren", "selectNode", "selectNodeContents", "setBaseAndExtent", "setEnd"}
    | {"setEndAfter", "setEndBefore", "setStart", "setStartAfter", "setStartBefore"}
)
#: Methods that tell whether a selector matches, or all that one might ask for.
TESTS = frozenset(
    {"closest", "is", "matches", "matchesSelector", "msMatchesSelector"}
    | {"getAttributeNames", "webkitMatchesSelector"}
)
#: Functions that return the names of the properties of what they are given.
KEYS = frozenset({"keys", "entries", "getOwnPropertyNames", "ownKeys"})
#: Functions that return what they are given, or a text of it.
PASS_TEXTS = frozenset(
    {"Array", "String", "all", "assign", "decodeURI", "decodeURIComponent", "encodeURI"}
    | {"encodeURIComponent", "escape", "freeze", "from", "fromEntries", "makeArray", "of", "parse"}
    | {"resolve", "unescape", "values"}
)
#: Functions that return what a reader, a server or the storage of a browser has.
OF_ELSEWHERE = frozenset(
    {
        "atob",
        "fetch",
        "formData",
        "getItem",
        "getResponseHeader",
        "json",
        "prompt",
        "readText",
        "val",
    }
    | {"text", "html", "getPropertyValue", "getJSON", "ajax"}
)
#: Those of them that return no text, but an object with some.
OBJECTS_OF_ELSEWHERE = frozenset({"ajax", "fetch", "formData", "getJSON", "json"})
#: Functions that return elements, numbers, or nothing.
NO_TEXTS_OF = frozenset(
    {"addEventListener", "appendChild", "cloneNode", "closest", "createElement"}
    | {"createElementNS", "defineProperty", "forEach", "getBoundingClientRect"}
    | {"getComputedStyle", "getElementById", "getElementsByClassName", "getElementsByTagName"}
    | {"has", "hasAttribute", "includes", "indexOf", "insertBefore", "matches", "parseFloat"}
    | {"parseInt", "push", "querySelector", "querySelectorAll", "remove", "some", "every", "test"}
)


def callee_name(arguments: Node) -> str:
    """Return the name of the function, method or constructor that is given *arguments*."""
    call = arguments.parent
    fields = "function", "constructor"
    callee = call and next(filter(None, map(call.child_by_field_name, fields)), None)
    return text_of(callee and callee.child_by_field_name("property")) or text_of(callee)
