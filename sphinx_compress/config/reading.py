"""From the values of ``conf.py`` to the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ..core.types import Problem
from .options import OPTIONS, SECRETS, CompressConfig

#: Without what these mean to protect, no shared cache is used.
_SAFEGUARDS: Final = frozenset({"compress_cache_key", "compress_cache_readonly"})


def from_environment(values: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return *values* with what the variables of a process say of the shared cache, and the host.

    The address of the cache and its key are taken from there if ``conf.py`` says nothing. A
    cache that either says is only to be read is only read.
    """
    changed = dict(values)
    for name in sorted(SECRETS):
        changed[name] = values[name] or environment.get(name.upper(), "")
    readonly = environment.get("COMPRESS_CACHE_READONLY", "").strip().lower()
    if readonly not in {"", "0", "false", "no", "off"}:
        changed["compress_cache_readonly"] = True
    if values.get("compress_injected") == "auto" and environment.get("READTHEDOCS") == "True":
        changed["compress_injected"] = "readthedocs"
    return changed


def read(values: Mapping[str, Any]) -> tuple[CompressConfig, tuple[Problem, ...]]:
    """Return the options that *values* stand for, and what is wrong with them.

    :param values: what stands in ``conf.py`` for the names of :data:`OPTIONS`.
    :return: where a value makes no sense the option has its default, and a
        problem says so.
    """
    problems: list[Problem] = []
    wrong: set[str] = set()
    config = CompressConfig()
    for name, value in values.items():
        option = OPTIONS[name]
        try:
            read_value = option.read(value)
        except (TypeError, ValueError) as error:
            wrong.add(name)
            shown = name if option.is_secret else f"{name} = {value!r}"
            message = f"{shown}: {error}; it is taken as {option.default!r}"
            problems.append(Problem("config", message))
        else:
            config = replace(config, **{name.removeprefix("compress_"): read_value})
    if not wrong.isdisjoint(_SAFEGUARDS):
        # Without the one anybody's entries are good enough; without the other ours go out.
        config = replace(config, cache=None)
    return config, tuple(problems)
