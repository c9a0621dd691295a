"""The real esbuild minifies, and compiles other languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters.base import FilterContext, FilterSpec
from sphinx_compress.filters.chain import apply_steps
from sphinx_compress.filters.precompilers.esbuild import EsbuildFilter
from sphinx_compress.filters.registry import Step, load_precompiler, load_steps
from sphinx_compress.filters.verify import css_difference
from tests.conftest import Project
from tests.filtering import PROBES, Filtered, observed, read, run

CSS_PROBES = sorted((PROBES / "css").glob("*.css"))[::4]
# Each is a process of its own; the other half is for the other filter of this kind.
JS_PROBES = sorted((PROBES / "js").glob("*.js"))[::2]
LAYOUT = """
{% extends "!layout.html" %}
{% block scripts %}{% compress js %}{{ super() }}
<script type="text/typescript" src="{{ pathto('_static/site.ts', 1) }}"></script>
{% endcompress %}{% endblock %}
"""


@pytest.fixture
def minify(node_tools: Path) -> Callable[[str, Kind], Filtered]:
    """Return what minifies a text of a kind."""

    def call(text: str, kind: Kind) -> Filtered:
        return run(EsbuildFilter(), text, kind, source=f"_static/a.{kind}", directory=node_tools)

    return call


@pytest.fixture
def compiled(node_tools: Path) -> Callable[..., str]:
    """Return what compiles a text of a MIME type."""

    def call(
        text: str, mime_type: str = "text/typescript", source: str | None = "_static/a.ts"
    ) -> str:
        return run(
            EsbuildFilter(), text, "js", source=source, directory=node_tools, mime_type=mime_type
        ).text

    return call


Minify = Callable[[str, Kind], Filtered]
Compiled = Callable[..., str]


def test_scripts_get_shorter_names(minify: Minify) -> None:
    text = "function one(argument) {\n  const local = argument * 2;\n  return local;\n}\n"
    result = minify(text, "js")
    assert result.text == "function one(n){return n*2}"
    assert result.problems == []


TOP_LEVEL = """
var one = 1, R = [];
let two = 2;
const three = 3;
class four {}
function five(argument) { return argument + three }
{ function six() { return 6 } }
R.push(one, two, five(1), typeof six, this === globalThis, (function () { return !this })());
"""


@pytest.mark.parametrize("directive", ["", "'use strict';\n"])
def test_a_classic_script_stays_a_classic_script(minify: Minify, directive: str) -> None:
    text = directive + TOP_LEVEL
    result = minify(text, "js").text
    before, after = observed([text, result])
    assert after == before
    assert len(str(before["names"])) > 30
    assert result.startswith('"use strict";') == bool(directive)
    assert len(result) < len(text) * 0.8


#: What esbuild changes: the names of classes, the error of a name that is used before its `let`,
#: and a directive with an escape, which it makes a real one.
CHANGED = {"class-extends", "dead-code-tdz", "directive-line-join"}


def test_every_probe_leaves_what_it_left(minify: Minify) -> None:
    texts = [read(path) for path in JS_PROBES if path.stem not in CHANGED]
    results = [minify(text, "js").text for text in texts]
    assert observed(results) == observed(texts)
    assert sum(map(len, results)) < sum(map(len, texts)) * 0.9


@pytest.mark.parametrize(
    "comment",
    ["/*! kept */", "// @license MIT", "/* @preserve */", "/**\n * x\n * @copyright us\n */"],
)
def test_license_comments_stay(minify: Minify, comment: str) -> None:
    result = minify(f"/* gone */\n{comment}\nf( 1 );\n// gone too\n", "js").text
    assert comment in result
    assert "gone" not in result
    result = minify(f"#!/usr/bin/env node\n{comment}\nf( 1 )", "js").text
    assert comment in result
    assert result.startswith("#!/usr/bin/env node\n")


def test_characters_stay_as_they_are(minify: Minify) -> None:
    assert minify("f( 'é😀' )", "js").text == 'f("é😀");'


def test_a_script_with_an_error_is_kept_and_reported(minify: Minify) -> None:
    text = "f( 1 );\nvar a b;\n"
    result = minify(text, "js")
    assert result.text == text
    assert result.problems == [
        Problem(
            "minify", 'esbuild: kept as written (Expected ";" but found "b")', "_static/a.js", 2
        )
    ]


@pytest.mark.parametrize("path", CSS_PROBES, ids=lambda path: path.stem)
def test_every_style_sheet_keeps_its_meaning(path: Path, minify: Minify) -> None:
    text = read(path)
    result = minify(text, "css").text
    assert css_difference(text, result, lenient=True) is None
    assert len(result) <= len(text)


def test_style_sheets_lose_their_blanks(minify: Minify) -> None:
    text = "/*! kept */\na {\n  margin: 0px 0px;\n  /* gone */\n}\n\nb > c {\n  d: e;\n}\n"
    assert minify(text, "css").text == "/*! kept */a{margin:0px 0px}b>c{d:e}"


def test_a_style_sheet_that_esbuild_would_change_loses_its_blanks_still(minify: Minify) -> None:
    # It would take the quotes away, which the check does not take for the same.
    text = 'a[b="c"] {\n  d: e;\n}\n\n\n'
    assert minify(text, "css").text == 'a[b="c"]{d:e}'


def test_a_style_sheet_with_an_error_is_kept_and_reported(minify: Minify) -> None:
    result = minify("a { b: c; }\n" * 9 + "d { e: f", "css")
    assert result.text.endswith("d { e: f")
    assert [(problem.subtype, problem.line) for problem in result.problems] == [("minify", 10)]


def test_its_results_are_checked_by_what_it_may_do(node_tools: Path) -> None:
    problems: list[Problem] = []
    for kind, text in (("css", "a {\n b: c;\n}\n"), ("js", "(function () { var a = 1 })( a );\n")):
        (step,), config = load_steps([FilterSpec("esbuild")], kind, node_tools)  # type: ignore[arg-type]
        context = FilterContext(
            kind,  # type: ignore[arg-type]
            f"_static/a.{kind}",
            "_static",
            None,
            lambda url: b"",
            problems.append,
            directory=node_tools,
        )
        assert len(apply_steps([step], "input", text, context)) < len(text)
        assert config == ()
    assert problems == []
    assert EsbuildFilter().effect_for("css", {}) == "minifies"
    assert EsbuildFilter().effect_for("js", {}) == "renames"


TYPED = """
import type { Point } from "./point";
import { Shape } from "./shape";

enum Colour { Red, Green = "green" }

function name(point: Point, shape?: Shape): string {
  return `${point.x satisfies number}` as string;
}
"""


def test_typescript_becomes_javascript(compiled: Compiled) -> None:
    result = compiled(TYPED + "var R = [name({ x: 1 }), Colour.Green];")
    (after,) = observed([result])
    assert after == {"error": None, "names": ["Colour", "R", "name"], "result": '["1","green"]'}
    assert "import" not in result
    assert "function name(point, shape) {\n" in result


@pytest.mark.parametrize(
    "text",
    ["var one = 1;\nlet two: number = 2;\n", "'use strict';\nvar one: any = this;\n"],
)
def test_a_compiled_script_is_a_classic_one(compiled: Compiled, text: str) -> None:
    result = compiled(text)
    assert result.replace("\n", "") == text.replace("\n", "").replace("'", '"').replace(
        ": number", ""
    ).replace(": any", "")


@pytest.mark.parametrize(
    ("mime_type", "source"),
    [
        ("text/jsx", None),
        ("text/tsx", None),
        ("text/babel", "_static/a.js"),
        ("text/typescript", "_static/a.tsx"),
    ],
)
def test_jsx_becomes_javascript(compiled: Compiled, mime_type: str, source: str | None) -> None:
    result = compiled("render(<p id='x'>é</p>);", mime_type, source)
    assert result == 'render(/* @__PURE__ */ React.createElement("p", { id: "x" }, "é"));\n'


def test_a_file_of_the_machine_has_no_part(node_tools: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(node_tools / "node_modules")
    text = "class A { b = 1; c: number }"
    results = set()
    for settings in ("{}", '{"compilerOptions": {"target": "es5", "jsxFactory": "h"}}', "broken"):
        (tmp_path / "tsconfig.json").write_text(settings)
        result = run(EsbuildFilter(), text, "js", directory=tmp_path, mime_type="text/typescript")
        results.add(result.text)
    assert results == {"class A {\n  b = 1;\n  c;\n}\n"}


def failure(compiled: Compiled, text: str, *arguments: str | None) -> FilterError:
    with pytest.raises(FilterError) as caught:
        compiled(text, *arguments)
    return caught.value


@pytest.mark.parametrize("source", ["_static/a.ts", None])
def test_an_error_is_told_in_the_compiler_s_words(compiled: Compiled, source: str | None) -> None:
    error = failure(compiled, "let a: number = 1;\n\nlet b number;\n", "text/typescript", source)
    assert error.message == 'Expected ";" but found "number"'
    assert error.line == 3


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        ('import { a } from "./b";\na();', 'import { a } from "./b";'),
        ("let a: number = 1;\nexport { a };", "export { a };"),
        ("export const a: number = 1;", "export const a = 1;"),
        ("let a = 1;\nexport {};", "export {};"),
    ],
)
def test_a_module_is_refused_with_advice(compiled: Compiled, text: str, construct: str) -> None:
    error = failure(compiled, text)
    assert error.message == (
        f"the script imports or exports ({construct}), which only a module may: bundle it with"
        " what it imports (esbuild --bundle --format=iife) and name the result instead"
    )


def test_other_languages_are_refused(compiled: Compiled, node_tools: Path) -> None:
    error = failure(compiled, "a", "text/coffeescript")
    assert error.message.startswith("it compiles no text/coffeescript, but application/jsx, ")
    with pytest.raises(FilterError, match="it compiles no text/typescript, but"):
        run(EsbuildFilter(), "a", "css", mime_type="text/typescript", directory=node_tools)


def test_the_fingerprint_is_the_version(node_tools: Path) -> None:
    step = Step(FilterSpec("esbuild"), "css", node_tools)
    assert step.fingerprint[3].startswith("esbuild-0.")


def test_without_esbuild_it_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    steps, problems = load_steps([FilterSpec("esbuild")], "css", tmp_path)
    assert steps == ()
    assert problems[0].message == (
        "compress_css_filters: the executable esbuild is in no node_modules/.bin from the directory"
        " of conf.py upwards, nor on the PATH; npm install esbuild installs it; it is left out"
    )
    _, problems = load_precompiler(FilterSpec("esbuild"), tmp_path)
    assert len(problems) == 1


def test_it_has_no_options(node_tools: Path) -> None:
    _, problems = load_steps([FilterSpec("esbuild", '{"target": "es5"}')], "js", node_tools)
    assert problems[0].message.startswith(
        "compress_js_filters: the filter esbuild has no options; the filter command"
    )


def test_a_site_is_built_with_typescript(
    project: Callable[[str], Project], node_tools: Path
) -> None:
    site = project("test-basic")
    (site.source / "node_modules").symlink_to(node_tools / "node_modules")
    site.write("_templates/layout.html", LAYOUT)
    site.write("_static/site.ts", "const greeting: string = 'hello';\nconsole.log(greeting);\n")
    options: dict[str, Any] = {
        "compress_js_filters": ["esbuild"],
        "compress_precompilers": {"text/typescript": "esbuild"},
    }
    built = site.build(**options)
    assert built.warnings == ""
    assert any('const greeting="hello"' in built.text(f"_static/{name}") for name in built.bundles)
    site.write("_static/site.ts", "\nconst greeting string = 'hello';\n")
    built = site.build(**options, force_all=True)
    assert '"string" (_static/site.ts:2)' in built.warnings
