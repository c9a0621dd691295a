"""The real Terser minifies scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.core.types import Problem
from sphinx_compress.filters.base import FilterContext, FilterSpec
from sphinx_compress.filters.chain import apply_steps
from sphinx_compress.filters.registry import load_steps
from sphinx_compress.filters.terser import TerserFilter
from tests.filtering import PROBES, Filtered, observed, read, run
from tests.filters.precompilers.test_esbuild import TOP_LEVEL

# Each is a process of its own; the other half is for the other filter of this kind.
JS_PROBES = sorted((PROBES / "js").glob("*.js"))[1::2]
Minify = Callable[[str], Filtered]


@pytest.fixture
def minify(node_tools: Path) -> Minify:
    """Return what minifies a script."""

    def call(text: str) -> Filtered:
        return run(TerserFilter(), text, "js", source="_static/a.js", directory=node_tools)

    return call


def test_scripts_get_shorter_names(minify: Minify) -> None:
    text = "function one(argument) {\n  const local = argument * 2;\n  return local;\n}\n"
    result = minify(text)
    assert result.text == "function one(n){return 2*n}"
    assert result.problems == []


@pytest.mark.parametrize("directive", ["", "'use strict';\n"])
def test_a_classic_script_stays_a_classic_script(minify: Minify, directive: str) -> None:
    text = directive + TOP_LEVEL
    result = minify(text).text
    before, after = observed([text, result])
    assert after == before
    assert result.startswith('"use strict";') == bool(directive)
    assert len(result) < len(text) * 0.8


#: What Terser changes: the names of classes, the error of a name that is used before its `let`,
#: `async` on a line of its own, and a line continuation by U+2028.
CHANGED = {"asi-field-get", "async-line", "class-extends", "dead-code-tdz", "string-separators"}


def test_every_probe_leaves_what_it_left(minify: Minify) -> None:
    texts = [read(path) for path in JS_PROBES if path.stem not in CHANGED]
    results = [minify(text).text for text in texts]
    assert observed(results) == observed(texts)
    assert sum(map(len, results)) < sum(map(len, texts)) * 0.9


@pytest.mark.parametrize(
    "comment",
    ["/*! kept */", "// @license MIT", "/* @preserve */", "/**\n * x\n * @copyright us\n */"],
)
def test_license_comments_stay(minify: Minify, comment: str) -> None:
    result = minify(f"/* gone */\n{comment}\nf( 1 );\n// gone too\n").text
    assert comment in result
    assert "gone" not in result


def test_a_script_with_an_error_is_kept_and_reported(minify: Minify) -> None:
    text = "f( 1 );\nvar a b;\n"
    result = minify(text)
    assert result.text == text
    message = "terser: kept as written (Unexpected token: name (b))"
    assert result.problems == [Problem("minify", message, "_static/a.js", 2)]


def test_nothing_stays_nothing(minify: Minify) -> None:
    assert minify("").text == ""
    assert minify("/* a */\n").text == ""


def test_it_is_a_step_for_scripts(node_tools: Path) -> None:
    problems: list[Problem] = []
    (step,), config = load_steps([FilterSpec("terser")], "js", node_tools)
    assert config == ()
    assert step.fingerprint[3].startswith("terser-5.")
    context = FilterContext(
        "js", "_static/a.js", "_static", None, lambda url: b"", problems.append,
        directory=node_tools,
    )  # fmt: skip
    text = "(function (value) { var local = value; f(local) })( a );\n"
    assert apply_steps([step], "input", text, context) == "!function(n){f(n)}(a);"
    assert problems == []
    _, config = load_steps([FilterSpec("terser")], "css", node_tools)
    assert "the filter terser is not for css, but for js; it is left out" in config[0].message


def test_without_terser_it_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    steps, problems = load_steps([FilterSpec("terser")], "js", tmp_path)
    assert steps == ()
    assert problems[0].message.endswith("; npm install terser installs it; it is left out")


def test_it_has_no_options(node_tools: Path) -> None:
    _, problems = load_steps([FilterSpec("terser", '{"toplevel": true}')], "js", node_tools)
    assert problems[0].message.startswith(
        "compress_js_filters: the filter terser has no options; the filter command"
    )
