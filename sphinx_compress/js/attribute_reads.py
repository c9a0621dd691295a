"""What scripts read of the attributes of tags."""

from __future__ import annotations

import re

from tree_sitter import Node

from .values import Follows, Value, read_property


def add_data(flow: Follows, attribute: str) -> None:
    """Take note of an attribute with data that a script reads of a tag."""
    if attribute.startswith("data-"):
        flow.findings.words.add(attribute)


def read_attribute(flow: Follows, call: Node, name: Node, value: Value) -> None:
    """Follow what a *call* reads of an attribute of a tag."""
    attribute = flow.constants.text(name)
    add_data(flow, attribute)
    if not re.fullmatch(r"[\w-]+", attribute):
        flow.push(call, Value("text", value.kinds, value.is_picked))
    elif attribute in {"href", "src"}:
        inner = read_property(value, attribute, flow.findings)
        if inner is not None:
            flow.push(call, inner)
