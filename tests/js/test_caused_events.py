"""Tests of which events scripts may make happen."""

from __future__ import annotations

import pytest

from sphinx_compress.js.at_once import at_once
from sphinx_compress.js.caused_events import may_cause_events
from sphinx_compress.js.syntax import parse


@pytest.mark.parametrize(
    "text",
    [
        "f(); x.y = list[index]; document.querySelector('p').remove()",
        "document.dispatchEvent(new CustomEvent('addons-show'))",
        "const event = new CustomEvent('a:b', {detail: 1}); document.dispatchEvent(event)",
        "new A('click')",
    ],
)
def test_some_scripts_cause_no_event_of_the_browsers(text: str) -> None:
    assert not may_cause_events(parse(text.encode()).root_node)


@pytest.mark.parametrize(
    "text",
    [
        "a.click()",
        "a['click']()",
        "a[name]()",
        "const {click} = a; ({click: b}).click",
        "form.requestSubmit()",
        "$(a).trigger('x-y')",
        "document.dispatchEvent(new Event('click'))",
        "document.dispatchEvent(new MouseEvent('click'))",
        "document.dispatchEvent(new CustomEvent('click'))",
        "document.dispatchEvent(new CustomEvent(name))",
        "document.dispatchEvent(new CustomEvent())",
        "const E = CustomEvent; new E('click')",
        "const E = window.Event; new E('click')",
        "new window.CustomEvent('click')",
        "document.createEvent('x')",
        "eval(a)",
        "location.hash = 'x'",
    ],
)
def test_a_script_that_may_cause_one_is_noticed(text: str) -> None:
    assert may_cause_events(parse(text.encode()).root_node)


def test_what_waits_for_an_event_of_a_script_may_declare_more() -> None:
    text = "document.addEventListener('addons-ready', () => { %s })"
    declares, _ = at_once(text % "document.body.id = 'x'")
    assert declares is not None
    assert declares.events == declares.early_events == {"addons-ready"}
    assert at_once(text % "document.body.click()") == (None, 1)
    for event in ("'addonsready'", "'click-'", "name", "`a-b`"):
        assert at_once(f"document.addEventListener({event}, f)") == (None, 1)
