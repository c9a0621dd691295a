"""One build that writes pages: what it is made of, and for which builder."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.matching import Matcher

from ..build.reconcile import Reconciler, Revision, Site
from ..build.revision import Online, Revisited
from ..build.session import Session
from ..build.state import PageState, state_directory
from ..bundle.chunking import Learner
from ..bundle.compressor import Compressor
from ..bundle.sources import Memo, SourceRoot, Sources, read_memo
from ..bundle.store import Store
from ..bundle.toolchain import Project
from ..cache.local import Cache, DirectoryCache
from ..config import CompressConfig
from ..core.errors import ManifestError
from ..core.files import write_atomically
from ..core.types import STATIC, Problem
from ..manifest import locate
from ..manifest.lookup import Layers, Offline
from ..manifest.manifest import FILE_NAME, Layer
from ..page.region import site_root_prefix
from .builder import CompressBuilder, home_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


@dataclass(frozen=True, slots=True)
class Build:
    """A build that writes pages."""

    config: CompressConfig
    reconciler: Reconciler
    state: PageState
    session: Session
    #: Of a build that compresses.
    compressor: Compressor | None = None
    memo: Memo | None = None
    memo_file: Path = Path()
    #: Whether the manifest and the bundles are all that it is for.
    is_management: bool = False
    #: Whether what it leaves as the site's manifest is a copy, for another one lies elsewhere.
    copies_manifest: bool = False

    def finish_page(self, html: str, context: Mapping[str, Any]) -> str:
        """Return a page that was rendered with *context*, its implicit regions compressed."""
        page, pathto = context.get("pagename"), context.get("pathto")
        if not isinstance(page, str) or not callable(pathto):
            return html
        return self.session.finish_page(
            html,
            page=page,
            prefix=site_root_prefix(pathto),
            body=str(context.get("body") or ""),
        )

    def problems(self) -> list[Problem]:
        """Return what is wrong with the filters that were needed."""
        return list(dict.fromkeys(self.compressor.problems)) if self.compressor else []

    def keep(self) -> int:
        """Keep what will save the next build time; return how much of it others can have."""
        given = 0
        if self.compressor is not None:
            given = self.compressor.cache.publish()
            self.compressor.cache.prune()
            data = json.dumps(self.memo).encode()
            write_atomically(self.memo_file, data, self.memo_file.parent)
        self.state.note_copy(self.reconciler.manifest if self.copies_manifest else None)
        return given


def begin(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    config: CompressConfig,
    of_themes: Iterable[str],
    warn: Callable[[str], None],
) -> Build:
    """Return a build that compresses.

    :param of_themes: where themes have manifests of what need not be compressed, see
        :func:`.locate.named`.
    :param warn: takes what is wrong with a shared cache.
    :raises ManifestError: if a manifest, or one of its bundles, is not as it should be.
    """
    directory = _state_directory(app, builder)
    memo_file = directory / "memo.json"
    memo = read_memo(memo_file)
    store = _store(builder, config)
    project = Project(config, Path(app.confdir), app.config.html_output_encoding)
    compressor = Compressor(
        project,
        Sources(_source_roots(app, builder), memo),
        store,
        _cache(app, config, directory, warn),
        Layers(store, None, _layers_of(of_themes, app, config)),
    )
    state = PageState(directory)
    learner = Learner(state.chunking())
    session = Session(compressor, state.journal, learner, delays=config.delay_scripts)
    online = Online(compressor, state, Path(app.outdir, STATIC))
    is_management = isinstance(builder, CompressBuilder)
    return Build(
        config,
        _reconciler(app, builder, online, state),
        state,
        session,
        compressor,
        memo,
        memo_file,
        is_management,
    )


def begin_offline(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    config: CompressConfig,
    of_themes: Iterable[str],
) -> Build:
    """Return a build that looks regions up.

    :param of_themes: where themes have their manifests, see :func:`.locate.named`.
    :raises ManifestError: if a manifest, or one of its bundles, is not as it should be.
    """
    state = PageState(_state_directory(app, builder))
    store = _store(builder, config)
    shipped = _layers_of(of_themes, app, config)
    command = _command(app, builder)
    directory = _own_manifest(app, builder, config, state)
    own = None
    if config.offline_manifest or (directory / FILE_NAME).is_file() or not shipped:
        try:
            own = Layer(directory, config.output_dir)
            own.check_builder(builder.name)
        except ManifestError as error:
            raise ManifestError(
                f"compress_offline is set, but {error}; to make a manifest with all its bundles,"
                f" run: {command}"
            ) from error
    is_in_place = own is not None and directory == store.directory
    layers = Layers(store, own, shipped)
    offline = Offline(layers, config.output_dir, command)
    kept = own.entries if own is not None and is_in_place else {}
    reconciler = _reconciler(
        app, builder, Revisited(offline, layers, config.output_dir, kept), state
    )
    session = Session(offline, state.journal, delays=config.delay_scripts)
    return Build(config, reconciler, state, session, copies_manifest=not is_in_place)


def _layers_of(values: Iterable[str], app: Sphinx, config: CompressConfig) -> list[Layer]:
    """Return the manifests of themes."""
    try:
        return [Layer(locate.named(value, Path(app.srcdir)), config.output_dir) for value in values]
    except ManifestError as error:
        raise ManifestError(f"a theme has an offline manifest, but {error}") from error


def _own_manifest(
    app: Sphinx, builder: StandaloneHTMLBuilder, config: CompressConfig, state: PageState
) -> Traversable:
    """Return the directory of the project's manifest."""
    if config.offline_manifest:
        try:
            return locate.named(config.offline_manifest, Path(app.srcdir))
        except ManifestError as error:
            raise ManifestError(f"compress_offline_manifest = {error}") from error
    is_copy = state.is_copy(_store(builder, config).directory / FILE_NAME)
    return locate.made_for(_site(builder), config.output_dir, is_copy=is_copy)


def _site(builder: StandaloneHTMLBuilder) -> Path:
    """Return the directory of the site that the bundles are for."""
    return builder.site if isinstance(builder, CompressBuilder) else Path(builder.outdir)


def _state_directory(app: Sphinx, builder: StandaloneHTMLBuilder) -> Path:
    return state_directory(home_of(app), type(builder).name, _site(builder))


def _store(builder: StandaloneHTMLBuilder, config: CompressConfig) -> Store:
    return Store(_site(builder) / STATIC / config.output_dir)


def _cache(
    app: Sphinx, config: CompressConfig, directory: Path, warn: Callable[[str], None]
) -> Cache:
    local = DirectoryCache(
        Path(app.confdir, config.cache_dir) if config.cache_dir else home_of(app) / "cache",
        config.cache_size,
    )
    if config.cache is None or not config.enabled:
        return local
    from ..cache.tiered import SharedCache, TieredCache

    return TieredCache(
        local,
        SharedCache(config.cache, config.cache_timeout, config.cache_key),
        outbox=None if config.cache_readonly else directory / "outbox",
        warn=warn,
    )


def _reconciler(
    app: Sphinx, builder: StandaloneHTMLBuilder, revision: Revision, state: PageState
) -> Reconciler:
    site = Site(
        _site(builder),
        lambda page: Path(builder.get_outfilename(page)),
        app.config.html_output_encoding,
        _documents(app, builder),
        builder.name,
        has_pages=not isinstance(builder, CompressBuilder),
    )
    return Reconciler(revision, state, site)


def _documents(app: Sphinx, builder: StandaloneHTMLBuilder) -> Callable[[], set[str]]:
    if builder.name == "singlehtml":
        return lambda: {app.config.root_doc}
    return lambda: set(app.env.found_docs)


def _source_roots(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[SourceRoot]:
    """Yield where static files come from, in the order in which they win."""
    yield SourceRoot(Path(app.outdir, STATIC))
    excluded = Matcher([*app.config.exclude_patterns, "**/.*"])
    for entry in reversed(app.config.html_static_path):
        path = Path(app.confdir, entry)
        if path.is_file():
            yield SourceRoot(path.parent, lambda name, only=path.name: name != only)  # type: ignore[misc]
        else:
            yield SourceRoot(path, excluded)
    dotfiles = Matcher(["**/.*"])
    for directory in builder.theme.get_theme_dirs():
        yield SourceRoot(Path(directory, "static"), dotfiles)


def _command(app: Sphinx, builder: StandaloneHTMLBuilder) -> str:
    """Return the command that makes the manifest for what *builder* builds."""
    site = _site(builder)
    words = ["sphinx-build", "-b", CompressBuilder.name]
    if builder.name != app.config.compress_builder:
        words += ["-D", f"compress_builder={builder.name}"]
    if app.confdir != app.srcdir:
        words += ["-c", str(app.confdir)]
    if Path(app.doctreedir) != site / ".doctrees":
        words += ["-d", str(app.doctreedir)]
    return shlex.join([*words, str(app.srcdir), str(site)])
