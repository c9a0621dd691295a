"""Tests of the table of settings."""

from __future__ import annotations

from sphinx_compress.config import OPTIONS, CompressConfig, read
from sphinx_compress.filters.base import FilterSpec

from .settings import DEFAULTS, good


def test_the_defaults_of_sphinx_are_those_of_the_object() -> None:
    assert read(DEFAULTS) == (CompressConfig(), ())


def test_each_default_has_one_of_its_types() -> None:
    for option in OPTIONS.values():
        assert isinstance(option.default, option.types)
        assert option.rebuild in {"", "html"}


def test_whatever_pages_depend_on_rebuilds_them() -> None:
    others = {name for name, option in OPTIONS.items() if option.rebuild != "html"}
    assert others == {
        "compress_builder",
        "compress_cache",
        "compress_cache_dir",
        "compress_cache_key",
        "compress_cache_readonly",
        "compress_cache_size",
        "compress_hosts",
        # Pages in which it matters are written again.
        "compress_injected",
        "compress_keep_generations",
        "compress_report",
        "compress_offline",
        "compress_precompress",
        "compress_precompress_all",
        "compress_offline_manifest",
        "compress_cache_timeout",
        "compress_strict_minify",
    }


def test_no_filters_are_fine() -> None:
    config = good(css_filters=[], js_filters=())
    assert config.filters("css") == config.filters("js") == ()


def test_each_kind_has_its_filters() -> None:
    config = good(css_filters=["a"], js_filters=["b"])
    assert config.filters("css") == (FilterSpec("a"),)
    assert config.filters("js") == (FilterSpec("b"),)


def test_a_config_can_be_hashed() -> None:
    assert len({CompressConfig(), good(), good(cache_size=3)}) == 2
