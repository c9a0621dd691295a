"""From the values of ``conf.py`` to the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any, Final

from ..core.types import Problem
from ..core.wording import suggestion
from .options import OPTIONS, SECRETS, CompressConfig

_PREFIX: Final = "compress_"

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


def unknown(values: Mapping[str, object]) -> list[Problem]:
    """Return a problem for each of *values* that looks like a setting of ours and is none.

    :param values: all that ``conf.py`` defines, but for the settings of other extensions.
    """
    return [
        Problem("config", f"there is no setting {name}{_suggestion(name)}")
        for name, value in sorted(values.items())
        # A conf.py may define functions and import modules of any name.
        if name.startswith(_PREFIX)
        and name not in OPTIONS
        and not (callable(value) or isinstance(value, ModuleType))
    ]


def _suggestion(name: str) -> str:
    # What all names begin with makes none of them likelier.
    names = (option.removeprefix(_PREFIX) for option in OPTIONS)
    return suggestion(name.removeprefix(_PREFIX), names, _PREFIX)


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
            config = replace(config, **{name.removeprefix(_PREFIX): read_value})
    if not wrong.isdisjoint(_SAFEGUARDS):
        # Without the one anybody's entries are good enough; without the other ours go out.
        config = replace(config, cache=None)
    problems += (Problem("config", message) for message in _without_effect(config))
    return config, tuple(problems)


def _without_effect(config: CompressConfig) -> Iterator[str]:
    """Yield what is to be said of settings that do nothing beside others."""
    if config.integrity != "off" and not config.base_url:
        yield (
            f"compress_integrity = {config.integrity!r}: it has no effect without"
            " compress_base_url, since browsers refuse files with integrity that are opened from"
            " the disk, and files from the server of the pages need none"
        )
    if config.base_url:
        for name, default in (("critical", "file"), ("unused_css", "late")):
            value = getattr(config, name)
            if value not in {default, "off", "keep"}:
                yield (
                    f"compress_{name} = {value!r}: it has no effect with compress_base_url, since"
                    " style sheets of another server are not split"
                )
