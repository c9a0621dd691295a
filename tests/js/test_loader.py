"""Tests of files that run several scripts one by one."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_compress.bundle.inline import inline_safe
from sphinx_compress.js.loader import Part, load, string_literal
from sphinx_compress.js.syntax import parse

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="needs node")

#: What has a meaning in one kind of string or another.
ODD = st.lists(
    st.sampled_from(
        [*"\"'`\\$\n\r\u2028\u2029\ufeff{}<>01xu/*a", "${", "</script>", "<!--", "\\u", "\r\n"]
    )
).map("".join)
#: JSON, by which node and we speak, knows no half characters.
TEXTS = ODD | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def evaluated(expressions: list[str]) -> Any:
    """Return what node makes of JavaScript expressions."""
    assert NODE is not None
    # As a function of its own each, so that nothing is in strict mode.
    program = (
        "const all = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const found = all.map(text => (0, eval)('(' + text + ')'));"
        "process.stdout.write(JSON.stringify(found))"
    )
    done = subprocess.run(
        [NODE, "-e", program], input=json.dumps(expressions).encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def parts_of(text: str) -> str:
    """Return the expression in a loader that holds its parts."""
    start = text.index("})([\n") + 3
    return text[start:].strip()[:-1]


# Strings


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("", '""'),
        ("a", '"a"'),
        ("'", '"\'"'),
        ('"', "'\"'"),
        ("'\"", "`'\"`"),
        ("'\"`", '"\'\\"`"'),
        ("${a}", '"${a}"'),
        ("'\"${a}", '"\'\\"${a}"'),
        ("\\", '"\\\\"'),
        ("\\n", '"\\\\n"'),
        ("\r\n", "`\\r\n`"),
        ("\r", '"\\r"'),
        ("a\n\nb", "`a\n\nb`"),
        ("\u2028\u2029", '"\\u2028\\u2029"'),
        ("é𝒳", '"é𝒳"'),
    ],
)
def test_a_string_has_the_fewest_escapes(text: str, literal: str) -> None:
    found = string_literal(text)
    assert len(found) == len(literal)
    assert found == literal


@needs_node
@settings(max_examples=10)
@given(st.lists(TEXTS, min_size=1, max_size=60))
def test_node_reads_the_text_that_a_string_was_made_of(texts: list[str]) -> None:
    assert evaluated([string_literal(text) for text in texts]) == texts


@needs_node
def test_a_digit_behind_a_zero_is_no_part_of_it() -> None:
    texts = ["\x001", "\x00'\"7\n\n\n", "\x00\x00", "\x00a", "\x009"]
    assert evaluated([string_literal(text) for text in texts]) == texts


@given(TEXTS)
def test_a_string_is_one_string_and_no_longer_than_twice_the_text(text: str) -> None:
    literal = string_literal(text)
    root = parse(f"({literal})".encode()).root_node
    assert not root.has_error
    assert len(literal) <= 2 + 6 * len(text)
    # Some editors and tools take them for the ends of lines.
    assert not set(literal) & set("\r\u2028\u2029\0")


# Parts


@needs_node
def test_each_part_is_what_it_was() -> None:
    parts = [
        Part("a()"),
        Part("'b'\n\"`${c}", url="../../b.js"),
        Part("d", attributes=(("data-d", "e'\"\u2028"), ("data-f", ""))),
        Part("g", url="../../g h%20'.js", attributes=(("data-i", "j"),)),
        Part("f(1);\n" * 5000, url="../../k.js"),
    ]
    (found,) = evaluated([parts_of(load(parts))])
    assert found == [
        ["a()"],
        ["'b'\n\"`${c}", "../../b.js"],
        ["d", "", [["data-d", "e'\"\u2028"], ["data-f", ""]]],
        ["g", "../../g h%20'.js", [["data-i", "j"]]],
        ["f(1);\n" * 5000, "../../k.js"],
    ]


PARTS = st.builds(
    Part,
    TEXTS,
    TEXTS,
    st.lists(st.tuples(st.sampled_from(["data-a", "data-b"]), TEXTS)).map(tuple),
)


@given(st.lists(PARTS, max_size=5))
def test_a_loader_is_a_script_whatever_is_in_it(parts: list[Part]) -> None:
    root = parse(load(parts).encode()).root_node
    assert not root.has_error
    assert [node.type for node in root.named_children] == ["expression_statement"]


@needs_node
@settings(max_examples=10)
@given(st.lists(st.lists(PARTS, max_size=4), min_size=1, max_size=20))
def test_node_reads_the_parts_that_a_loader_was_made_of(loaders: list[list[Part]]) -> None:
    expected: list[list[list[object]]] = []
    for parts in loaders:
        expected.append([])
        for part in parts:
            fields: list[object] = [part.text]
            if part.url or part.attributes:
                fields.append(part.url)
            if part.attributes:
                fields.append([list(pair) for pair in part.attributes])
            expected[-1].append(fields)
    assert evaluated([parts_of(load(parts)) for parts in loaders]) == expected


@given(st.lists(PARTS, max_size=3))
def test_a_loader_can_stand_in_a_page(parts: list[Part]) -> None:
    safe = inline_safe(load(parts), "js")
    assert safe is not None
    assert "</script" not in safe.lower()
    assert not parse(safe.encode()).root_node.has_error


def test_a_loader_without_parts_is_a_script() -> None:
    assert not parse(load([]).encode()).root_node.has_error
