"""Tests of what stands in for bundles whose fonts have subsets."""

from __future__ import annotations

from dataclasses import replace

from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import name_bundle
from sphinx_compress.bundle.swaps import NO_SWAPS, Swap, Swaps

URL = "_static/a.woff2"
WHOLE = name_bundle("css", "output", b"whole")
OTHER = name_bundle("css", "output", b"swapped")
SWAPS = Swaps({WHOLE.path: Swap(OTHER, (Decision(URL, "fonts/a", "why"),))})


def test_a_result_has_the_other_bundle() -> None:
    html = '<link href="compress-root:_static/c/{}" />'
    result = Result(
        html.format(WHOLE.path),
        bundles=(WHOLE,),
        sizes=(100, WHOLE.size),
        decisions=(Decision("a.css", WHOLE.path), Decision("b.css")),
    )
    assert SWAPS.apply(result, "c") == Result(
        html.format(OTHER.path),
        bundles=(OTHER,),
        sizes=(100, OTHER.size),
        decisions=(
            Decision("a.css", OTHER.path),
            Decision("b.css"),
            Decision(URL, "fonts/a", "why"),
        ),
    )
    other = replace(result, bundles=(OTHER,))
    assert SWAPS.apply(other, "c") == other


def test_swaps_can_be_written_down() -> None:
    for swaps in (SWAPS, SPLIT):
        assert Swaps.from_json(swaps.to_json()) == swaps
    for text in ("", "[]", '{"a": []}', '{"a": [1, 2, "x", []]}'):
        assert Swaps.from_json(text) == NO_SWAPS


ICONS = name_bundle("js", "icons", b"few")
SCRIPT = Decision("_static/i.js", ICONS.path, note="has some")
SPLIT = Swaps(scripts={"_static/i.js": Swap(ICONS, (SCRIPT,), before=50)})


def test_a_result_has_the_script_with_some_icons() -> None:
    tag = '<script src="compress-root:{}"></script>'
    result = Result(
        tag.format("_static/i.js?v=1f") + tag.format("_static/i.json"),
        files=("_static/a.js",),
        requests=(2, 1),
        sizes=(100, 30),
        decisions=(Decision("_static/i.js", reason="stays"), Decision("b.js")),
    )
    assert SPLIT.apply(result, "c") == Result(
        tag.format(f"_static/c/{ICONS.path}") + tag.format("_static/i.json"),
        bundles=(ICONS,),
        files=("_static/a.js", "_static/i.js"),
        requests=(3, 2),
        sizes=(150, 33),
        decisions=(SCRIPT, Decision("b.js")),
    )
    single = Result(tag.format("_static/i.js").replace('"', "'"))
    assert f"_static/c/{ICONS.path}'" in SPLIT.apply(single, "c").html
    for reason in ("compress_exclude says so", "data-compress says so"):
        kept = replace(result, decisions=(Decision("_static/i.js", reason=reason),))
        assert SPLIT.apply(kept, "c") == kept
    for html in ("", tag.format("_static/i.json"), "<!-- _static/i.js -->"):
        other = Result(html)
        assert SPLIT.apply(other, "c") == other


def test_what_announces_a_script_announces_that_with_some_icons() -> None:
    link = '<link rel="preload" as="script" href="compress-root:{}" />'
    result = SPLIT.apply(Result(link.format("_static/i.js")), "c")
    assert result == Result(link.format(f"_static/c/{ICONS.path}"), bundles=(ICONS,))
