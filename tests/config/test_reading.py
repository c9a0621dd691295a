"""Tests of the reading of all of ``conf.py``."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_compress.config import CompressConfig, from_environment, read, unknown
from sphinx_compress.core.types import Problem

from .settings import DEFAULTS


def test_one_wrong_value_does_not_touch_the_others() -> None:
    values: dict[str, Any] = {
        "compress_output_dir": "..",
        "compress_cache_size": 1,
        "compress_enabled": "x",
        "compress_cache_dir": "cache",
    }
    config, problems = read(values)
    assert config == CompressConfig(cache_size=1_000_000, cache_dir="cache")
    assert [type(item) for item in problems] == [Problem, Problem]


def test_a_wrong_address_is_not_repeated() -> None:
    config, (only,) = read({"compress_cache": "http://user:pass@host"})
    assert config.cache is None
    assert only.message.startswith("compress_cache: must be a URL that begins with one of redis:")
    assert "pass" not in only.message


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("compress_cache_key", "too short", "compress_cache_key: must have 16 characters or more"),
        ("compress_cache_key", 12345678901234567, "compress_cache_key: must be a string"),
        ("compress_cache_readonly", "yes", "compress_cache_readonly = 'yes': must be True or"),
    ],
)
def test_a_safeguard_that_makes_no_sense_switches_the_shared_cache_off(
    name: str, value: object, message: str
) -> None:
    config, (only,) = read({"compress_cache": "redis://host", name: value})
    assert config == CompressConfig()
    assert only.message.startswith(message)
    assert "too short" not in only.message
    assert "12345" not in only.message


def test_the_environment_says_what_conf_py_does_not() -> None:
    environment = {"COMPRESS_CACHE": "redis://there", "COMPRESS_CACHE_KEY": "k" * 16}
    config, problems = read(from_environment(DEFAULTS, environment))
    assert problems == ()
    assert str(config.cache) == "redis://there"
    assert config.cache_key == b"k" * 16
    mine = DEFAULTS | {"compress_cache": "redis://here"}
    assert str(read(from_environment(mine, environment))[0].cache) == "redis://here"
    assert from_environment(DEFAULTS, {}) == DEFAULTS


def test_the_environment_says_which_host_builds() -> None:
    for host, variable, expected in (
        ("auto", "True", "readthedocs"),
        ("auto", "", "auto"),
        ("none", "True", "none"),
        ("readthedocs", "", "readthedocs"),
    ):
        values = DEFAULTS | {"compress_injected": host}
        config, problems = read(from_environment(values, {"READTHEDOCS": variable}))
        assert (config.injected, problems) == (expected, ())


@pytest.mark.parametrize(
    ("value", "readonly"),
    [("1", True), ("true", True), ("whatever", True), ("", False), ("0", False), ("No ", False)],
)
def test_the_environment_can_forbid_to_write_but_not_allow_it(value: str, readonly: bool) -> None:
    environment = {"COMPRESS_CACHE_READONLY": value}
    assert from_environment(DEFAULTS, environment)["compress_cache_readonly"] is readonly
    forbidden = DEFAULTS | {"compress_cache_readonly": True}
    assert from_environment(forbidden, environment)["compress_cache_readonly"] is True


def test_a_setting_that_does_not_exist_is_told_with_the_nearest_one() -> None:
    values: dict[str, object] = {
        "compress_ofline": True,
        "compress_filters": [],
        "compress_x": 1,
        "compress_enabled": False,
        "html_theme": "basic",
        "compress_helper": len,
        "compress_module": pytest,
    }
    assert [each.message for each in unknown(values)] == [
        "there is no setting compress_filters"
        " (did you mean compress_js_filters or compress_css_filters?)",
        "there is no setting compress_ofline (did you mean compress_offline?)",
        "there is no setting compress_x",
    ]
    assert {each.subtype for each in unknown(values)} == {"config"}
