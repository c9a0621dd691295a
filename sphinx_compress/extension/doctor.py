"""Looks at a project that is not built, or does not build as its author thinks."""

from __future__ import annotations

import io
import os
import platform
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, NamedTuple

import sphinx
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace

from ..bundle.toolchain import Project, load_toolchains
from ..cache.backend import Address, find_remote
from ..config import OPTIONS, SECRETS, CompressConfig, from_environment, read, unknown
from ..core.errors import CompressError, DoctorError, ManifestError
from ..core.types import Problem
from ..core.version import __version__
from ..core.wording import count
from ..delivery.encodings import load_encodings
from ..manifest.locate import directory_of
from ..manifest.manifest import FILE_NAME, Manifest
from .additions import MANIFESTS, with_additions
from .events import own_values
from .site import SphinxSite

#: What to expect of a filter when source maps are wanted.
_NO_MAP = "makes no source map: only what it leaves as it is has an origin"

#: An entry that no shared cache has.
_PROBE = "0" * 64


class Remark(NamedTuple):
    """One line of what is found."""

    #: ``versions``, ``settings``, ``filters``, ``packages``, ``cache`` or ``manifests``.
    topic: str
    text: str
    is_wrong: bool = False


class Examined(NamedTuple):
    """What is found of a project."""

    remarks: tuple[Remark, ...]
    #: How its scripts are joined, see ``compress_join_scripts``.
    joining: str


def examine(source: Path, configuration: Path | None = None) -> Examined:
    """Return what is found of a project; nothing is written to it.

    :param source: its source directory.
    :param configuration: the directory of ``conf.py``, if that is another one.
    :raises DoctorError: if its ``conf.py`` or one of its extensions cannot be loaded.
    """
    # What Sphinx and extensions register in docutils goes with them.
    with tempfile.TemporaryDirectory() as scratch, docutils_namespace():
        app = _load(source, configuration or source, Path(scratch))
        # Sphinx has no public name for what conf.py says itself.
        written: Mapping[str, Any] = app.config._raw_config
        if "sphinx_compress" not in app.extensions:
            text = "sphinx_compress is not in extensions, so that it does nothing"
            return Examined((*_versions(), Remark("settings", text, is_wrong=True)), "")
        values = {name: getattr(app.config, name) for name in OPTIONS}
        values |= {name: written[name] for name in {*SECRETS, "compress_offline"} & written.keys()}
        config, problems = read(from_environment(with_additions(app, values), os.environ))
        remarks = [
            *_versions(),
            *_settings(written),
            *_wrong("settings", [*unknown(own_values(app.config)), *problems]),
            *_filters(app, config),
            *_packages(),
            *_cache(app, config),
            *_manifests(app, config),
        ]
        return Examined(tuple(remarks), config.join_scripts)


def _load(source: Path, configuration: Path, scratch: Path) -> Sphinx:
    if not (configuration / "conf.py").is_file():
        near = next(iter(sorted(configuration.glob("*/conf.py"))), None)
        hint = f" (did you mean {near.parent}?)" if near else ""
        raise DoctorError(f"there is no conf.py in {configuration}{hint}")
    try:
        return Sphinx(
            source,
            configuration,
            scratch / "html",
            scratch / "doctrees",
            "html",
            # Without a manifest in that directory, an offline build would end here.
            confoverrides={"compress_offline": False} if _has_us(configuration) else {},
            status=None,
            warning=io.StringIO(),
        )
    except SphinxError as error:
        raise DoctorError(f"Sphinx cannot load the project: {error}") from error


def _has_us(configuration: Path) -> bool:
    return "compress_offline" in (configuration / "conf.py").read_text("utf-8", "replace")


def _wrong(topic: str, problems: list[Problem]) -> Iterator[Remark]:
    yield from (Remark(topic, problem.message, is_wrong=True) for problem in problems)


def _versions() -> Iterator[Remark]:
    python = platform.python_version()
    text = f"sphinx_compress {__version__}, Sphinx {sphinx.__version__}, Python {python}"
    yield Remark("versions", text)


def _settings(written: Mapping[str, Any]) -> Iterator[Remark]:
    known = sorted(written.keys() & OPTIONS.keys())
    for name in known:
        yield Remark("settings", f"{name} = {'…' if name in SECRETS else repr(written[name])}")
    if not known:
        yield Remark("settings", "conf.py has none, so that all have their defaults")


def _filters(app: Sphinx, config: CompressConfig) -> Iterator[Remark]:
    toolchains, problems = load_toolchains(Project(config, Path(app.confdir)))
    problems += load_encodings(config.precompress)[1]
    for kind, toolchain in toolchains.items():
        steps = [(f"{kind}:", step) for step in toolchain.steps]
        steps += [(f"{type_} →", step) for type_, step in sorted(toolchain.precompilers.items())]
        for what, step in steps:
            name, revision, _, tool = step.fingerprint
            yield Remark("filters", " ".join(filter(None, (what, name, f"({revision})", tool))))
            if config.source_maps and not step.is_traced:
                yield Remark("filters", f"{what} {name} {_NO_MAP}")
    yield from _wrong("filters", list(dict.fromkeys(problems)))


def _packages() -> Iterator[Remark]:
    """Yield which packages of the extras for users are there."""
    try:
        needed = requires("sphinx_compress") or []
    except PackageNotFoundError:
        return
    there, missing = dict[str, str](), dict[str, str]()
    for extra in ("lightningcss", "turbohtml", "libsass", "precompress", "redis", "s3", "file"):
        for line in needed:
            if line.replace('"', "'").endswith(f"extra == '{extra}'"):
                name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
                try:
                    there[name] = version(name)
                except PackageNotFoundError:
                    missing[name] = extra
    if there:
        yield Remark("packages", ", ".join(f"{each} {there[each]}" for each in there))
    if missing:
        names, extras = ", ".join(missing), ",".join(dict.fromkeys(missing.values()))
        text = (
            f"not installed, which only some settings need: {names}"
            f" (pip install 'sphinx_compress[{extras}]' has them all)"
        )
        yield Remark("packages", text)


def _cache(app: Sphinx, config: CompressConfig) -> Iterator[Remark]:
    directory = Path(app.confdir, config.cache_dir)
    if config.cache_dir:
        there = next(each for each in (directory, *directory.parents) if each.exists())
        is_wrong = not os.access(there, os.W_OK)
        text = f"{directory} cannot be written to" if is_wrong else f"{directory} can be written to"
        yield Remark("cache", text, is_wrong)
    else:
        yield Remark("cache", "in the doctree directory, compress/cache/")
    if config.cache is not None:
        yield _shared_cache(config.cache, config)


def _shared_cache(address: Address, config: CompressConfig) -> Remark:
    start = time.monotonic()
    try:
        find_remote(address, config.cache_timeout)().get(_PROBE)
    except Exception as error:  # Whatever a library raises.
        name = "" if isinstance(error, CompressError) else f"{type(error).__name__}: "
        return Remark("cache", f"{address}: {name}{address.clean(str(error))}", is_wrong=True)
    seconds = time.monotonic() - start
    use = "only read" if config.cache_readonly else "read and written"
    signed = "signed" if config.cache_key else "not signed"
    return Remark("cache", f"{address} answers in {seconds:.2f} s; {use}, {signed}")


def _manifests(app: Sphinx, config: CompressConfig) -> Iterator[Remark]:
    site = SphinxSite(app, app.builder, config)  # type: ignore[arg-type]
    own = [config.offline_manifest] if config.offline and config.offline_manifest else []
    sources = dict.fromkeys(own, "compress_offline_manifest")
    sources |= dict.fromkeys(app.emit(MANIFESTS), "a theme's manifest")
    for value, whose in sources.items():
        try:
            manifest = Manifest(directory_of(value, Path(app.srcdir)), config.output_dir)
        except ManifestError as error:
            yield Remark("manifests", f"{whose}: {error}", is_wrong=True)
            continue
        text = f"{whose}, {value}: {count(len(manifest.entries), 'entry', 'entries')}"
        yield _freshness(text, manifest, site)
    if config.offline and not own:
        yield Remark("manifests", f"offline builds look for {FILE_NAME} in the output directory")


def _freshness(text: str, manifest: Manifest, site: SphinxSite) -> Remark:
    """Return whether files that bundles are made of were changed after a manifest was made."""
    file = manifest.directory / FILE_NAME
    if not isinstance(file, Path):
        return Remark("manifests", text)
    made = file.stat().st_mtime
    # The first is the output directory.
    roots = [root for root in list(site.source_roots())[1:] if root.path.is_dir()]
    newer = sorted(
        each.relative_to(root.path).as_posix()
        for root in roots
        for each in root.path.rglob("*")
        # Those that come with the manifest have been written in the same moment.
        if each.is_file() and file.parent not in each.parents and each.stat().st_mtime > made + 2
    )
    text = f"{text}, of {datetime.fromtimestamp(made, UTC):%Y-%m-%d %H:%M} UTC"
    if not newer:
        return Remark("manifests", text)
    more = f" and {len(newer) - 1} more" if len(newer) > 1 else ""
    text = f"{text}; {newer[0]}{more} changed since: make it anew"
    return Remark("manifests", text, is_wrong=True)
