"""Tests of how a filter is found by its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_compress.config import CompressConfig
from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Kind
from sphinx_compress.filters.base import Filter, FilterSpec
from sphinx_compress.filters.registry import load_filter, load_steps, shipped_version

PLUGIN = """
from sphinx_compress.filters import Filter

class Good(Filter):
    name = "good"
    version = "1"
    kinds = frozenset({"css"})

    def __call__(self, text, context):
        return text

class Both(Good):
    kinds = frozenset({"css", "js"})

class Nameless(Filter):
    version = "1"
    kinds = frozenset({"css"})
    def __call__(self, text, context):
        return text

class NumberedVersion(Good):
    version = 1.5

class NoKinds(Good):
    kinds = None

class OddStage(Good):
    stage = "middle"

class Unfinished(Filter):
    name = "unfinished"
    version = "1"
    kinds = frozenset({"css"})

class Picky(Good):
    def __init__(self, argument):
        pass

class Stubborn(Good):
    def __init__(self):
        raise RuntimeError("no licence")

instance = Good()
function = lambda text, context: text
text = "css"
"""


@pytest.fixture(autouse=True)
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``compress_plugin`` and some modules that fail be importable."""
    (tmp_path / "compress_plugin.py").write_text(PLUGIN)
    (tmp_path / "compress_broken.py").write_text("1 +")
    (tmp_path / "compress_failing.py").write_text("raise LookupError('at import')")
    (tmp_path / "compress_importing.py").write_text("import there_is_no_such_module")
    info = tmp_path / "compress_plugin-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: compress-plugin\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[sphinx_compress.filters]\n"
        "offered = compress_plugin:Good\n"
        "gone = compress_plugin:Gone\n"
        "urls = compress_plugin:Good\n"
    )
    monkeypatch.syspath_prepend(tmp_path)


def failure(name: str, kind: Kind = "css") -> str:
    with pytest.raises(FilterError) as caught:
        load_filter(name, kind)
    return caught.value.message


@pytest.mark.parametrize("kind", ["css", "js"])
def test_all_defaults_are_there(kind: Kind) -> None:
    steps, problems = load_steps(CompressConfig().filters(kind), kind, Path())
    assert problems == ()
    assert [step.spec for step in steps] == list(CompressConfig().filters(kind))
    for step in steps:
        assert step.filter.name == step.spec.name
        assert step.fingerprint[0] == step.filter.name
        assert step.fingerprint[2] == "{}"


def test_a_default_is_versioned_without_being_imported() -> None:
    # A build in which all is in the main cache needs no minifier.
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from sphinx_compress.filters.registry import load_steps, shipped_version\n"
        "from sphinx_compress.config import CompressConfig\n"
        "for kind in ('css', 'js'):\n"
        "    steps, _ = load_steps(CompressConfig().filters(kind), kind, Path())\n"
        "    assert all(step.fingerprint[1] for step in steps)\n"
        "heavy = {'tinycss2', 'csscompressor', 'rjsmin', 'tree_sitter', 'bs4'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tinycss2-" in shipped_version("csscompressor")


@pytest.mark.parametrize("name", ["compress_plugin.Good", "compress_plugin.instance", "offered"])
def test_a_filter_of_someone_else_is_found(name: str) -> None:
    found = load_filter(name, "css")
    assert isinstance(found, Filter)
    assert found.name == "good"


def test_a_name_of_ours_is_not_taken_by_others() -> None:
    assert load_filter("urls", "css").name == "urls"


def test_a_filter_for_both_kinds_is_found_for_both() -> None:
    assert load_filter("compress_plugin.Both", "css").name == "good"
    assert load_filter("compress_plugin.Both", "js").name == "good"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", "there is no filter nothing; there are command, csscompressor, "),
        ("", "there is no filter ; there are "),
        ("no.such.Module", "the filter no.such.Module cannot be used: ModuleNotFoundError"),
        ("compress_plugin.Gone", "the filter compress_plugin.Gone cannot be used: AttributeError"),
        ("gone", "the filter gone cannot be used: AttributeError"),
        ("compress_broken.X", "the filter compress_broken.X cannot be used: SyntaxError"),
        ("compress_failing.X", "the filter compress_failing.X cannot be used: LookupError: at"),
        ("compress_importing.X", "the filter compress_importing.X cannot be used: ModuleNotFound"),
        (".", "the filter . cannot be used: ValueError"),
        (".x", "the filter .x cannot be used: ValueError"),
        ("..x", "the filter ..x cannot be used: TypeError"),
        ("a..b", "the filter a..b cannot be used: "),
        ("compress_plugin.", "the filter compress_plugin. cannot be used: AttributeError"),
        ("compress_plugin.function", "compress_plugin.function is no filter: it is a function"),
        ("compress_plugin.text", "compress_plugin.text is no filter: it is a str"),
        ("sphinx_compress.filters.Kind", "sphinx_compress.filters.Kind is no filter: it is a"),
        ("builtins.str", "builtins.str is no filter: it is a type"),
        ("compress_plugin.Unfinished", "the filter compress_plugin.Unfinished cannot be used: Ty"),
        ("compress_plugin.Picky", "the filter compress_plugin.Picky cannot be used: TypeError"),
        ("compress_plugin.Stubborn", "the filter compress_plugin.Stubborn cannot be used: Runtim"),
        ("compress_plugin.Nameless", "the filter compress_plugin.Nameless has no name that is a"),
        ("compress_plugin.NumberedVersion", "the filter compress_plugin.NumberedVersion has no ve"),
        ("compress_plugin.NoKinds", "the filter compress_plugin.NoKinds has no kinds that is a"),
        ("compress_plugin.OddStage", "the filter compress_plugin.OddStage has the stage 'middle'"),
    ],
)
def test_what_cannot_be_used_is_said(name: str, message: str) -> None:
    assert failure(name).startswith(message)


def test_a_filter_for_the_other_kind_is_refused() -> None:
    assert failure("rjsmin") == "the filter rjsmin is not for css, but for js"
    assert failure("compress_plugin.Good", "js").endswith("is not for js, but for css")


def test_names_that_there_are_are_listed() -> None:
    names = failure("nothing").removeprefix("there is no filter nothing; there are ").split(", ")
    assert {"urls", "csscompressor", "rjsmin", "offered", "and dotted paths"} <= set(names)
    assert names[:-1] == sorted(names[:-1])


def test_a_filter_that_cannot_be_had_is_left_out() -> None:
    specs = [FilterSpec("urls"), FilterSpec("x"), FilterSpec("rjsmin"), FilterSpec("offered", "[]")]
    steps, problems = load_steps(specs, "css", Path())
    assert [step.spec for step in steps] == [specs[0], specs[3]]
    assert [problem.subtype for problem in problems] == ["config", "config"]
    assert problems[0].message.startswith("compress_css_filters: there is no filter x; ")
    assert "but for js; it is left out" in problems[1].message


def test_options_and_version_are_in_the_fingerprint() -> None:
    (one,), _ = load_steps([FilterSpec("offered", '{"a": 1}')], "css", Path())
    (other,), _ = load_steps([FilterSpec("offered", '{"a": 2}')], "css", Path())
    assert one.fingerprint == ("good", "1", '{"a": 1}', "")
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("name", "options", "keeps"),
    [
        ("imports", "{}", True),
        ("urls", "{}", True),
        ("csscompressor", "{}", True),
        ("csswhitespace", "{}", True),
        ("sass", "{}", False),
        ("datauri", "{}", False),
        ("command", '{"args": ["cat"]}', False),
    ],
)
def test_what_changes_more_than_urls_and_imports_keeps_no_rules(
    name: str, options: str, keeps: bool
) -> None:
    (step,), problems = load_steps([FilterSpec(name, options)], "css", Path())
    assert not problems
    assert step.keeps_rules == keeps


@pytest.mark.parametrize("name", ["imports", "urls", "csscompressor", "csswhitespace"])
def test_a_filter_without_options_takes_none(name: str) -> None:
    steps, [problem] = load_steps([FilterSpec(name, '{"level": 3}')], "css", Path())
    assert steps == ()
    assert problem.message.startswith("compress_css_filters: ")
    assert f"the filter {name} has no option 'level'; it has none; it is" in problem.message


def test_a_filter_of_the_other_kind_has_a_setting_of_its_own() -> None:
    _, [problem] = load_steps([FilterSpec("rjsmin")], "css", Path())
    assert problem.message.endswith("it is left out; name it in compress_js_filters")


def test_the_nearest_name_is_suggested() -> None:
    assert (
        failure("cscompressor") == "there is no filter cscompressor (did you mean csscompressor?)"
    )
