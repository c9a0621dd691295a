"""Tests of what a script makes of what it has in its hands."""

from __future__ import annotations

import pytest

from sphinx_compress.js.selectors import BOTH, CSS, JS
from sphinx_compress.js.url_words import ANY
from sphinx_compress.js.values import Findings, Value, read_property


@pytest.mark.parametrize(("name", "kinds"), [("href", CSS), ("src", JS)])
def test_the_url_of_a_tag_is_a_text(name: str, kinds: frozenset[str]) -> None:
    read = read_property(Value("tags"), name, Findings())
    assert read is not None
    assert read.what == "text"
    assert read.kinds == kinds


@pytest.mark.parametrize("name", ["sheet", "cssRules", "ownerNode"])
def test_a_sheet_and_its_rules_are_as_good_as_the_tag(name: str) -> None:
    read = read_property(Value("tags", CSS), name, Findings())
    assert read is not None
    assert read.what == "tags"


def test_what_tells_nothing_of_tags_is_not_followed() -> None:
    assert read_property(Value("text", CSS), "length", Findings()) is None
    assert read_property(Value("event"), "key", Findings()) is None


def test_the_target_of_an_event_is_a_tag() -> None:
    read = read_property(Value("event", JS), "target", Findings())
    assert read == Value("tags", JS)


def test_a_word_is_asked_for_with_its_kind() -> None:
    findings = Findings()
    findings.add_words(frozenset({"theme"}), CSS)
    assert findings.words == {f"{ANY['css']} theme"}


def test_what_is_not_known_asks_for_each_tag() -> None:
    findings = Findings()
    findings.add_words(None, BOTH)
    assert findings.words == set(ANY.values())


def test_a_single_tag_that_nothing_tells_asks_for_each_tag_of_its_kind() -> None:
    findings = Findings(single={"css"})
    findings.close()
    assert findings.words == {ANY["css"]}
    told = Findings(words={f"{ANY['css']} theme"}, single={"css"})
    told.close()
    assert told.words == {f"{ANY['css']} theme"}
