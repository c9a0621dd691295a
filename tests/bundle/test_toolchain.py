"""Tests of what is loaded for each kind, and of what it depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.bundle.toolchain import Project, load_toolchains
from sphinx_compress.core.types import Kind
from tests.sites import configured

KINDS: list[Kind] = ["css", "js"]


def fingerprints(encoding: str = "utf-8", **values: Any) -> dict[str, str]:
    toolchains, _ = load_toolchains(Project(configured(**values), encoding=encoding))
    return {kind: toolchains[kind].fingerprint for kind in KINDS}


def test_each_kind_has_its_filters_in_order() -> None:
    config = configured(css_filters=["urls", "csswhitespace"], js_filters=["rjsmin"])
    toolchains, problems = load_toolchains(Project(config))
    assert list(toolchains) == KINDS
    names = {kind: [step.filter.name for step in toolchains[kind].steps] for kind in KINDS}
    assert names == {"css": ["urls", "csswhitespace"], "js": ["rjsmin"]}
    assert [toolchains[kind].kind for kind in KINDS] == KINDS
    assert problems == []


def test_a_filter_that_cannot_be_had_is_left_out_and_told() -> None:
    config = configured(
        css_filters=["nothing", "urls"],
        js_filters=["urls"],
        precompilers={"text/x": "no.such.Thing"},
    )
    toolchains, problems = load_toolchains(Project(config))
    assert [step.filter.name for step in toolchains["css"].steps] == ["urls"]
    assert toolchains["js"].steps == ()
    assert toolchains["css"].precompilers == toolchains["js"].precompilers == {}
    starts = [problem.message.split(";")[0] for problem in problems]
    assert starts[1:] == [
        "compress_css_filters: there is no filter nothing",
        "compress_js_filters: the filter urls is not for js, but for css",
    ]
    assert starts[0].startswith("compress_precompilers: the filter no.such.Thing")


def test_a_precompiler_is_for_the_kinds_that_it_compiles_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compress_one_kind.py").write_text(
        "from sphinx_compress.filters import Filter\n"
        "class One(Filter):\n"
        "    name = 'one'\n    version = '1'\n    kinds = frozenset({'js'})\n"
        "    def __call__(self, text, context):\n        return text\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    config = configured(precompilers={"text/x": "compress_one_kind.One"})
    toolchains, problems = load_toolchains(Project(config))
    assert list(toolchains["js"].precompilers) == ["text/x"]
    assert toolchains["css"].precompilers == {}
    assert problems == []


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ({"encoding": "iso-8859-1"}, {"css", "js"}),
        ({"output_dir": "other"}, {"css", "js"}),
        ({"join_scripts": "text"}, {"js"}),
        ({"css_filters": ["urls"]}, {"css"}),
        ({"js_filters": []}, {"js"}),
        ({"max_minify_size": 1}, {"css", "js"}),
        ({"cache_size": 1}, set()),
    ],
)
def test_the_fingerprint_has_all_that_bundles_depend_on(
    values: dict[str, Any], changed: set[str]
) -> None:
    before, after = fingerprints(), fingerprints(**values)
    assert {kind for kind in KINDS if before[kind] != after[kind]} == changed
