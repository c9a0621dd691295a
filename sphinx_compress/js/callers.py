"""Whether all scripts that can have a function run are known by a name of it."""

from __future__ import annotations

import re

from tree_sitter import Node

from .functions import Functions, called_at_once, is_telling, name_of
from .scopes import FUNCTIONS, text_of

#: What calls a function at once, and then no more.
_AT_ONCE = frozenset(
    {"Promise", "every", "filter", "find", "flatMap", "forEach", "map", "reduce", "replace"}
    | {"replaceAll", "some", "sort"}
)
#: What calls a function when no script runs.
_LATER = frozenset(
    {"MutationObserver", "IntersectionObserver", "ResizeObserver", "catch", "finally"}
    | {"queueMicrotask", "requestAnimationFrame", "requestIdleCallback", "setInterval"}
    | {"setTimeout", "then"}
)
_LATE_EVENT = re.compile(r"[\"'`](?:DOMContentLoaded|load|pageshow|readystatechange)[\"'`]")

#: What the language and the browser call by themselves.
_HOOKS = frozenset(
    {"apply", "attributeChangedCallback", "connectedCallback", "construct", "get", "handleEvent"}
    | {"has", "next", "set", "toJSON", "toString", "valueOf"}
)
#: Handlers of events, but for those that browsers have when no script runs.
_HANDLER = re.compile(r"on(?!load$|pageshow$|readystatechange$)[a-z]")


def runs_at_once(function: Node) -> bool:
    """Return whether a function runs where it is written, and can run nowhere else."""
    return called_at_once(function) is not None or _taker(function) in _AT_ONCE


def has_unknown_callers(function: Node, functions: Functions) -> bool:
    """Return whether a script may have a function run without any name of it.

    What has a number for its name is a module of a bundler, which calls it by itself.
    """
    if function.type == "class_static_block":
        return False
    name = name_of(function)
    kinds = {child.type for child in function.children}
    if "*" in kinds or (name is not None and name.type == "computed_property_name"):
        # A generator runs when somebody asks it for a value.
        return True
    if name is None:
        return _is_handed_over(function, functions)
    if name.type == "identifier":
        uses, _ = functions.uses(function)
        return uses is None or any(_is_handed_over(use, functions) for use in uses)
    word = text_of(name)
    if word == "constructor" or name.type == "number":
        return False
    if _HANDLER.match(word) or word in _HOOKS or (kinds & {"get", "set"} and not is_telling(word)):
        return True
    return not is_telling(word) and not functions.is_of_window(name)


def _is_handed_over(value: Node, functions: Functions) -> bool:
    """Return whether a function goes to where it has no name that tells it from others."""
    parent = value.parent
    if parent is None:
        return False
    match parent.type:
        case "arguments":
            return _taker(value) not in _LATER | _AT_ONCE and not _listens_for_page(parent)
        case "array":
            return not _is_table_of_modules(parent)
        case "pair":
            key = parent.child_by_field_name("key")
            return key is not None and key != value and key.type != "number" and not _tells(key)
        case "assignment_expression":
            target = parent.child_by_field_name("left")
            return target is not None and target != value and not _tells_of(target, functions)
        case _:
            return False


def _is_table_of_modules(array: Node) -> bool:
    """Return whether a bundler made a list of functions, for the function that calls them."""
    call = None if array.parent is None else array.parent.parent
    callee = None if call is None else call.child_by_field_name("function")
    while callee is not None and callee.type == "parenthesized_expression":
        callee = callee.named_children[-1]
    return callee is not None and callee.type in FUNCTIONS


def _tells_of(target: Node, functions: Functions) -> bool:
    if target.type == "member_expression":
        name = target.child_by_field_name("property")
        # A module's functions are called by the names that it has for them.
        is_module = text_of(name) == "exports"
        return is_module or name is None or functions.is_of_window(name) or _tells(name)
    return target.type != "subscript_expression"


def _tells(key: Node) -> bool:
    return key.type != "computed_property_name" and is_telling(text_of(key).strip("\"'"))


def _taker(value: Node) -> str:
    """Return the name of the function or class that is given a value; empty if none is."""
    call = value.parent.parent if value.parent is not None else None
    if call is None or value.parent is None or value.parent.type != "arguments":
        return ""
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if callee is None:
        return ""
    return text_of(callee.child_by_field_name("property") or callee)[-40:]


def _listens_for_page(arguments: Node) -> bool:
    first = next(iter(arguments.named_children), None)
    return first is not None and _LATE_EVENT.fullmatch(text_of(first)) is not None
