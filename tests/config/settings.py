"""Settings as tests write them."""

from __future__ import annotations

from sphinx_compress.config import OPTIONS, CompressConfig, read

#: What Sphinx has for a conf.py that sets nothing.
DEFAULTS = {name: option.default for name, option in OPTIONS.items()}


def good(**values: object) -> CompressConfig:
    config, problems = read({f"compress_{name}": value for name, value in values.items()})
    assert problems == ()
    return config


def problem(name: str, value: object) -> str:
    """Return what a user is told of *value*, which must not have counted."""
    config, problems = read({f"compress_{name}": value})
    assert config == CompressConfig()
    (only,) = problems
    assert only.subtype == "config"
    assert only.message.startswith(f"compress_{name} = {value!r}: ")
    default = OPTIONS[f"compress_{name}"].default
    assert only.message.endswith(f"; it is taken as {default!r}")
    return only.message.removeprefix(f"compress_{name} = {value!r}: ").partition("; it is")[0]
