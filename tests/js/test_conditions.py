"""Tests of which conditions decide whether a part of a script is run."""

from __future__ import annotations

import pytest
from tree_sitter import Node

from sphinx_compress.js.conditions import field_of, is_guarded
from sphinx_compress.js.syntax import parse


def found(script: str) -> Node:
    """Return the call of ``go`` in a script."""

    def look(node: Node) -> Node | None:
        if node.type == "call_expression" and (node.text or b"").startswith(b"go("):
            return node
        return next((hit for child in node.children if (hit := look(child))), None)

    node = look(parse(script.encode()).root_node)
    assert node is not None
    return node


@pytest.mark.parametrize(
    "script",
    [
        "if (a === 'b') go()",
        "if (a === 'b') { c; go() }",
        "if (a === 'b') c(); else go()",
        "/b/.test(a) && go()",
        "a === 'b' ? go() : c",
    ],
)
def test_a_comparison_decides_whether_it_is_run(script: str) -> None:
    assert is_guarded(found(script))


@pytest.mark.parametrize(
    "script",
    ["go()", "if (a) go()", "if (go() === 'b') a()", "if (a === 'b') f = () => go()", "a || go()"],
)
def test_nothing_decides_whether_it_is_run(script: str) -> None:
    assert not is_guarded(found(script))


def test_a_part_has_the_name_that_the_grammar_gives_it() -> None:
    call = found("if (a) go()")
    statement = call.parent
    assert statement is not None
    around = statement.parent
    assert around is not None
    assert field_of(around, statement) == "consequence"
    assert field_of(statement, call) == ""
