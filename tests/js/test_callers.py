"""Tests of whether all that can have a function run is known by a name."""

from __future__ import annotations

import pytest

from sphinx_compress.js.lending import ANY_SCRIPT, lends

WRITE = "document.write(1)"


@pytest.mark.parametrize(
    "text",
    [
        f"bus.on('x', function () {{ {WRITE} }})",
        f"bus.on('x', put); function put() {{ {WRITE} }}",
        f"bus.on('x', () => put()); function put() {{ {WRITE} }}",
        f"addEventListener('click', () => {WRITE})",
        f"hooks.push(() => {WRITE})",
        f"hooks = [() => {WRITE}]",
        f"hooks[name] = () => {WRITE}",
        f"hooks = {{ [name]() {{ {WRITE} }} }}",
        f"hooks = {{ [name]: () => {WRITE} }}",
        f"button.onclick = () => {WRITE}",
        f"site.use = () => {WRITE}",
        f"site.init = put; function put() {{ {WRITE} }}",
        f"const site = {{ get() {{ {WRITE} }} }}",
        f"const site = {{ get id() {{ {WRITE} }} }}",
        f"const site = {{ toString() {{ {WRITE} }} }}",
        f"class Tag extends HTMLElement {{ connectedCallback() {{ {WRITE} }} }}",
        f"function* steps() {{ {WRITE} }}",
    ],
)
def test_a_function_that_may_be_called_without_a_name_is_lent_to_all(text: str) -> None:
    assert ANY_SCRIPT in lends(text)


@pytest.mark.parametrize(
    "text",
    [
        WRITE,
        f"(function () {{ {WRITE} }})()",
        f"['a'].forEach((a) => {WRITE})",
        f"new Promise((resolve) => {WRITE})",
        f"setTimeout(function () {{ {WRITE} }})",
        f"x.then(() => {WRITE})",
        f"addEventListener('load', () => {WRITE})",
        f"window.onload = () => {WRITE}",
        f"class Tag {{ static {{ {WRITE} }} }}",
        # The modules of a bundler.
        f"module.exports = put; function put() {{ {WRITE} }}",
        f"!function (m) {{ m[0]() }}([function () {{ {WRITE} }}])",
        f"!function (m) {{ m[7]() }}({{ 7: function () {{ {WRITE} }} }})",
        f"!function (m) {{ m[7]() }}({{ 7() {{ {WRITE} }} }})",
    ],
)
def test_a_function_that_runs_where_it_stands_or_later_is_not(text: str) -> None:
    assert ANY_SCRIPT not in lends(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"window.me = () => {WRITE}", "me"),
        (f"function me() {{ {WRITE} }}", "me"),
        (f"class Widget {{ constructor() {{ {WRITE} }} }}", "Widget"),
        (f"window.Widget = class {{ constructor() {{ {WRITE} }} }}", "Widget"),
        (f"const site = {{ get config() {{ {WRITE} }} }}", "config"),
        (f"site.putBadge = put; function put() {{ {WRITE} }}", "putBadge"),
    ],
)
def test_a_function_with_a_name_is_lent_by_that(text: str, name: str) -> None:
    assert name in lends(text)
    assert ANY_SCRIPT not in lends(text)


def test_a_subclass_is_lent_with_its_class() -> None:
    text = f"class Widget {{ constructor() {{ {WRITE} }} }} class Large extends Widget {{}}"
    assert lends(text) == {"Widget", "Large"}
    assert lends("class Large extends Widget {}", frozenset({"Widget"})) == {"Large"}
