"""Tests of what single values of ``conf.py`` mean."""

from __future__ import annotations

import pytest

from sphinx_compress.config import CompressConfig
from sphinx_compress.filters.base import FilterSpec

from .settings import good, problem


@pytest.mark.parametrize(
    ("value", "meaning"), [(True, True), (False, False), (1, True), (0, False)]
)
def test_enabled_is_yes_or_no(value: object, meaning: bool) -> None:
    assert good(enabled=value).enabled is meaning


@pytest.mark.parametrize("value", [2, "yes", None, [], "", 0.5])
def test_enabled_is_nothing_else(value: object) -> None:
    assert problem("enabled", value) == "must be True or False"


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("bundles", "bundles"),
        ("a/b", "a/b"),
        ("a//b/", "a/b"),
        ("./a", "a"),
        ("a/../b", "b"),
        ("a_1.x-y", "a_1.x-y"),
    ],
)
def test_the_output_directory_is_below_static(value: str, meaning: str) -> None:
    assert good(output_dir=value).output_dir == meaning


@pytest.mark.parametrize(
    "value",
    [
        *"   . .. ../x a/../.. /x //x C:/x a\\b a?b a#b a%20b a'b a<b a&b ä".split(),
        "a b",
        'a"b',
        "",
        "a\n",
        "a\nb",
        "a\0",
    ],
)
def test_the_output_directory_is_nowhere_else(value: str) -> None:
    assert problem("output_dir", value).startswith("must name a directory below _static")


@pytest.mark.parametrize(("value", "name"), [("a/Aux/b", "Aux"), ("nul.x", "nul.x"), ("a.", "a.")])
def test_the_output_directory_may_be_made_on_every_system(value: str, name: str) -> None:
    told = f"has {name!r}, which no directory may be called on every system"
    assert problem("output_dir", value) == told


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("_static/c", "c"),
        ("./_static/a/b", "a/b"),
        ("_static", "compress"),
        ("_static/", "compress"),
    ],
)
def test_an_output_directory_in_static_is_below_it_already(value: str, meant: str) -> None:
    assert problem("output_dir", value) == f"is below _static already: write {meant!r}"


def test_an_output_directory_may_begin_like_static() -> None:
    assert good(output_dir="_static2/c").output_dir == "_static2/c"


def test_a_word_has_the_nearest_one_beside_it() -> None:
    said = "must be one of 'file', 'inline', 'off'"
    assert problem("critical", "of") == f"{said} (did you mean off?)"
    assert problem("critical", "x") == said
    assert problem("critical", 3) == said


def test_patterns_are_a_list_of_them() -> None:
    assert good(exclude=["*/a.js", "b.js"]).exclude == ("*/a.js", "b.js")
    assert problem("exclude", "a.js") == "must be a list of patterns, such as ['*/analytics.js']"
    assert problem("exclude", ["a.js", ""]) == "'' is no pattern such as '*/analytics.js'"
    assert problem("exclude", [3]) == "3 is no pattern such as '*/analytics.js'"


def test_the_output_directory_is_a_string() -> None:
    assert problem("output_dir", None) == "must be a string"


@pytest.mark.parametrize("name", ["css_filters", "js_filters"])
@pytest.mark.parametrize("kind", [list, tuple])
def test_filters_are_names_and_pairs(name: str, kind: type) -> None:
    value = kind(["a", ("b.C", {"y": [1, 2], "x": None}), ["d", {}]])
    assert getattr(good(**{name: value}), name) == (
        FilterSpec("a"),
        FilterSpec("b.C", '{"x": null, "y": [1, 2]}'),
        FilterSpec("d", "{}"),
    )


def test_the_order_of_options_makes_no_difference() -> None:
    one = good(css_filters=[("a", {"x": 1, "y": 2})])
    assert one == good(css_filters=[("a", {"y": 2, "x": 1})])
    assert one != good(css_filters=[("a", {"x": 1, "y": 3})])


@pytest.mark.parametrize("value", ["urls", None, {}, 1])
def test_filters_are_a_list(value: object) -> None:
    assert problem("css_filters", value) == "must be a list of filters"


@pytest.mark.parametrize(
    "item", ["", None, 1, (), ("a",), ("a", {}, 1), ("a", []), ("", {}), (1, {}), ({}, "a")]
)
def test_what_is_no_filter_is_said(item: object) -> None:
    assert problem("js_filters", [item]).startswith(f"{item!r} is no filter: write its name, or")


@pytest.mark.parametrize("option", [object, {1, 2}, b"x"])
def test_options_must_be_plain_values(option: object) -> None:
    assert "is not JSON serializable" in problem("css_filters", [("a", {"x": option})])


def test_options_that_hold_themselves_are_no_error() -> None:
    options: dict[str, object] = {}
    options["x"] = options
    assert "Circular reference" in problem("css_filters", [("a", options)])


def test_precompilers_are_sorted_and_their_types_in_lower_case() -> None:
    config = good(precompilers={"text/x-scss": "a", "Text/TypeScript": ("b", {"x": 1})})
    assert config.precompilers == (
        ("text/typescript", FilterSpec("b", '{"x": 1}')),
        ("text/x-scss", FilterSpec("a")),
    )


def test_a_type_that_is_there_twice_is_said() -> None:
    value = {"text/x-scss": "a", "TEXT/x-scss": "b"}
    assert problem("precompilers", value) == "names a MIME type twice"


@pytest.mark.parametrize("type_", ["scss", "a/b/c", 1, None, ""])
def test_what_is_no_type_is_said(type_: object) -> None:
    message = problem("precompilers", {type_: "a"})
    assert message == f"{type_!r} is no MIME type such as 'text/x-scss'"


def test_precompilers_are_a_dictionary_of_filters() -> None:
    assert problem("precompilers", ["a"]) == "must be a dictionary of MIME type and filter"
    assert problem("precompilers", {"text/x-scss": 1}).startswith("1 is no filter")


def test_the_size_of_the_cache_is_in_megabytes() -> None:
    assert good(cache_size=2).cache_size == 2_000_000
    assert good(cache_size=0).cache_size == 0


@pytest.mark.parametrize("value", [-1, "1", 1.5, None, True])
def test_the_size_of_the_cache_is_a_whole_number(value: object) -> None:
    assert problem("cache_size", value) == "must be a number of megabytes, 0 or more"


def test_a_text_is_minified_up_to_a_number_of_bytes() -> None:
    assert good().max_minify_size == 3_000_000
    assert good(max_minify_size=0).max_minify_size == 0
    for value in (-1, "1", 1.5, None, True):
        assert problem("max_minify_size", value) == "must be a number of bytes, 0 or more"


def test_a_bundle_may_grow_by_a_number_of_bytes() -> None:
    assert good().max_growth == 100
    assert good(max_growth=0).max_growth == 0
    assert problem("max_growth", -1) == "must be a number of bytes, 0 or more"


def test_fonts_have_subsets_or_not() -> None:
    assert good().fonts == "auto"
    assert good(fonts="off") == CompressConfig(fonts="off")
    for value in ("on", True, None):
        assert problem("fonts", value) == "must be one of 'auto', 'off'"


def test_scripts_have_all_icons_or_those_that_are_used() -> None:
    assert good().icons == "all"
    assert good(icons="used") == CompressConfig(icons="used")
    for value in ("some", True, None):
        assert problem("icons", value) == "must be one of 'all', 'used'"


def test_critical_parts_come_first_or_not() -> None:
    assert good().critical == "file"
    assert good(critical="off") == CompressConfig(critical="off")
    assert good(critical="inline") == CompressConfig(critical="inline")
    for value in ("on", True, None, ["off"]):
        assert problem("critical", value) == "must be one of 'file', 'inline', 'off'"


def test_an_address_is_read() -> None:
    address = good(cache=" redis://host\n").cache
    assert address is not None
    assert address.url == "redis://host"
    assert good(cache="").cache is None


def test_the_key_has_no_line_break_and_is_not_shown() -> None:
    config = good(cache_key=" sixteen or more …\n", cache="redis://:pass@host")
    assert config.cache_key == "sixteen or more …".encode()
    assert "sixteen" not in repr(config)
    assert "pass" not in repr(config)


@pytest.mark.parametrize("value", [0, -1, "2", None, True, 3601, float("nan")])
def test_the_time_for_the_shared_cache_is_a_number_of_seconds(value: object) -> None:
    assert problem("cache_timeout", value) == "must be a number of seconds above 0, 3600 at most"


def test_generations_are_counted() -> None:
    assert good(keep_generations=3).keep_generations == 3
    for value in (-1, "2", None, True, 1.5):
        assert problem("keep_generations", value) == "must be a number, 0 or more"


def test_encodings_are_some_of_three() -> None:
    assert good(precompress=["zst", "gz", "gz"]).precompress == ("gz", "zst")
    values: list[object] = ["gz", ["gzip"], None, [1], [[]]]
    for value in values:
        message = problem("precompress", value)
        assert message == "must be a list with some of 'gz', 'br', 'zst'"


def test_unused_rules_come_late_or_go() -> None:
    assert good().unused_css == "late"
    assert good(unused_css="drop").splits
    assert not good(unused_css="keep").splits
    assert not good(critical="off").splits
    assert problem("unused_css", True) == "must be one of 'late', 'drop', 'keep'"


def test_names_that_are_kept_are_a_list_or_nothing() -> None:
    assert good().css_keep is None
    assert good(css_keep=[]).css_keep == ()
    assert good(css_keep=["DocSearch-*"]).css_keep == ("DocSearch-*",)
    for value in ("DocSearch-*", [1], 7):
        assert problem("css_keep", value) == (
            "must be a list of names, such as ['DocSearch-*'], or None"
        )
