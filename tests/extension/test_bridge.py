"""Tests of what stands between Sphinx and whatever renders its pages."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sphinx.application import TemplateBridge

from sphinx_compress.extension.bridge import Bridge


class Renderer(TemplateBridge):
    """A bridge that renders what its context says."""

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.environment: object = "an environment"

    def render(  # type: ignore[override]  # Sphinx says `None`, since it raises.
        self, template: str, context: dict[str, Any]
    ) -> str:
        self.rendered.append(template)
        return str(context["html"])

    def render_string(self, template: str, context: dict[str, Any]) -> str:
        return f"<head></head>{template}"


class Other(TemplateBridge):
    """Another one."""


def finish(html: str, context: Mapping[str, Any]) -> str:
    return f"{html} of {context['pagename']}"


@pytest.fixture(name="wrapped")
def a_bridge() -> Renderer:
    return Renderer()


@pytest.fixture(name="bridge")
def a_wrapping_bridge(wrapped: Renderer) -> Any:
    return Bridge(wrapped, finish)


PAGE = "<html><head></head><body></body></html>"


def test_a_page_is_finished(bridge: Any, wrapped: Renderer) -> None:
    assert bridge.render("page.html", {"html": PAGE, "pagename": "a"}) == f"{PAGE} of a"
    assert wrapped.rendered == ["page.html"]


@pytest.mark.parametrize("html", ["", "<p>part</p>", "<head>", "<rss></rss>", "&lt;/head&gt;"])
def test_what_is_no_whole_page_is_left_alone(html: str, bridge: Any) -> None:
    assert bridge.render("part.html", {"html": html, "pagename": "a"}) == html


def test_a_string_that_is_rendered_is_no_page(bridge: Any) -> None:
    assert bridge.render_string("x", {}) == "<head></head>x"


def test_in_all_else_it_is_the_one_that_it_wraps(bridge: Any, wrapped: Renderer) -> None:
    assert bridge.environment == "an environment"
    bridge.environment = bridge.more = "another one"
    assert wrapped.environment == wrapped.more == "another one"  # type: ignore[attr-defined]
    del bridge.more
    assert not hasattr(wrapped, "more")
    assert not hasattr(bridge, "more")
    with pytest.raises(AttributeError, match="no attribute 'more'"):
        bridge.more  # noqa: B018
    with pytest.raises(AttributeError):
        del bridge.more


def test_a_method_that_is_put_in_place_of_one_is_used(bridge: Any, wrapped: Renderer) -> None:
    def other(template: str, context: dict[str, Any]) -> str:
        return "<head></head>other"

    # As extensions do that wrap the rendering themselves.
    bridge.render = other
    assert wrapped.render("page.html", {}) == "<head></head>other"
    assert bridge.render("page.html", {"pagename": "a"}) == "<head></head>other of a"


def test_it_is_of_the_class_of_the_one_that_it_wraps(bridge: Any) -> None:
    # As extensions ask, one way or the other.
    classes = {each: isinstance(bridge, each) for each in (TemplateBridge, Renderer, Other)}
    assert classes == {TemplateBridge: True, Renderer: True, Other: False}
    assert bridge.__class__ is Renderer


def test_one_of_them_may_wrap_another_one(wrapped: Renderer) -> None:
    inner = Bridge(wrapped, finish)
    outer = Bridge(inner, lambda html, _: f"{html}, twice")
    assert outer.render("p", {"html": PAGE, "pagename": "a"}) == f"{PAGE} of a, twice"
    outer.environment = "x"
    assert wrapped.environment == "x"


def test_a_page_is_rendered_and_finished_within_what_it_is_given(wrapped: Renderer) -> None:
    seen: list[str] = []

    @contextlib.contextmanager
    def within() -> Iterator[None]:
        seen.append(f"after {len(wrapped.rendered)}")
        try:
            yield
        finally:
            seen.append("end")

    def finish(html: str, context: Mapping[str, Any]) -> str:
        seen.append("finish")
        return html

    Bridge(wrapped, finish, within()).render("p", {"html": PAGE})
    assert seen == ["after 0", "finish", "end"]
    with pytest.raises(KeyError):
        Bridge(wrapped, finish, within()).render("p", {})
    assert seen[3:] == ["after 1", "end"]


def test_an_error_of_the_one_that_it_wraps_comes_through(bridge: Any) -> None:
    with pytest.raises(KeyError, match="html"):
        bridge.render("page.html", {})


def test_a_copy_of_it_is_no_endless_loop(bridge: Any) -> None:
    assert copy.copy(bridge).environment == "an environment"


@pytest.mark.parametrize(("begins", "times"), [(True, 2), (False, 1)])
def test_a_page_is_rendered_anew_if_it_is_known_only_then_what_it_wants(
    wrapped: Renderer, begins: bool, times: int
) -> None:
    asked: list[str] = []

    def begins_again(html: str, context: Mapping[str, Any]) -> bool:
        asked.append(f"{html} of {context['pagename']}")
        return begins

    bridge: Any = Bridge(wrapped, finish, begins_again=begins_again)
    assert bridge.render("page.html", {"html": PAGE, "pagename": "a"}) == f"{PAGE} of a"
    assert asked == [f"{PAGE} of a"]
    assert wrapped.rendered == ["page.html"] * times
