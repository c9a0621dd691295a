"""One build that writes pages: what it is made of, and for which builder."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.matching import Matcher

from . import locate
from .builder import CompressBuilder
from .cache import DirectoryCache
from .compressor import Compressor
from .config import CompressConfig
from .exceptions import ManifestError
from .filters import Problem
from .manifest import FILE_NAME, Layer
from .offline import Offline, Revisited
from .online import Online
from .reconcile import Reconciler, Revision, Site
from .region import STATIC, site_root_prefix
from .session import Session
from .shards import PageState
from .sources import Memo, SourceRoot, Sources, read_memo
from .store import Store, write_atomically

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

    def keep(self) -> None:
        """Keep what will save the next build time."""
        if self.compressor is not None:
            self.compressor.cache.prune()
            data = json.dumps(self.memo).encode()
            write_atomically(self.memo_file, data, self.memo_file.parent)
        self.state.note_copy(self.reconciler.manifest if self.copies_manifest else None)


def begin(app: Sphinx, builder: StandaloneHTMLBuilder, config: CompressConfig) -> Build:
    """Return a build that compresses."""
    home = _home(app)
    state_directory = home / _state_name(builder)
    memo_file = state_directory / "memo.json"
    memo = read_memo(memo_file)
    static = Path(app.outdir, STATIC)
    compressor = Compressor(
        config,
        Sources(_source_roots(app, builder), memo),
        _store(builder, config),
        DirectoryCache(
            Path(app.confdir, config.cache_dir) if config.cache_dir else home / "cache",
            config.cache_size,
        ),
        encoding=app.config.html_output_encoding,
        directory=Path(app.confdir),
    )
    state = PageState(state_directory)
    session = Session(compressor, state.recorder)
    session.learn(compressor, state.sharing())
    reconciler = _reconciler(app, builder, Online(compressor, state, static), state)
    return Build(config, reconciler, state, session, compressor, memo, memo_file)


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
    state_directory = _home(app) / _state_name(builder)
    state = PageState(state_directory)
    store = _store(builder, config)
    site = _site(builder)
    base = Path(app.srcdir)
    if config.offline_manifest:
        try:
            own = locate.named(config.offline_manifest, base)
        except ManifestError as error:
            raise ManifestError(f"compress_offline_manifest = {error}") from error
    else:
        is_copy = state.is_copy(store.directory / FILE_NAME)
        own = locate.made_for(site, config.output_dir, is_copy=is_copy)
    layers = []
    for value in of_themes:
        try:
            layers.append(Layer(locate.named(value, base), config.output_dir))
        except ManifestError as error:
            raise ManifestError(f"a theme has an offline manifest, but {error}") from error
    command = _command(app, site)
    has_own = bool(config.offline_manifest) or (own / FILE_NAME).is_file()
    if has_own or not layers:
        try:
            layers.insert(0, Layer(own, config.output_dir))
        except ManifestError as error:
            raise ManifestError(
                f"compress_offline is set, but {error}; to make a manifest with all its bundles,"
                f" run: {command}"
            ) from error
    offline = Offline(store, config.output_dir, layers, has_own=has_own, command=command)
    is_in_place = has_own and own == store.directory
    revision = Revisited(offline, layers[0].entries if is_in_place else {})
    reconciler = _reconciler(app, builder, revision, state)
    session = Session(offline, state.recorder)
    return Build(config, reconciler, state, session, copies_manifest=not is_in_place)


def _home(app: Sphinx) -> Path:
    return Path(app.doctreedir, "compress")


def _site(builder: StandaloneHTMLBuilder) -> Path:
    """Return the directory of the site that the bundles are for."""
    return builder.site if isinstance(builder, CompressBuilder) else Path(builder.outdir)


def _state_name(builder: StandaloneHTMLBuilder) -> str:
    # `make` shares the doctree directory between builders.
    name = type(builder).name
    return hashlib.sha256(f"{name}\n{_site(builder)}".encode()).hexdigest()[:16]


def _store(builder: StandaloneHTMLBuilder, config: CompressConfig) -> Store:
    return Store(_site(builder) / STATIC / config.output_dir)


def _reconciler(
    app: Sphinx, builder: StandaloneHTMLBuilder, revision: Revision, state: PageState
) -> Reconciler:
    site = Site(
        _site(builder),
        lambda page: Path(builder.get_outfilename(page)),
        app.config.html_output_encoding,
        _documents(app, builder),
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


def _command(app: Sphinx, site: Path) -> str:
    """Return the command that makes the manifest for a site."""
    words = ["sphinx-build", "-b", CompressBuilder.name]
    if app.confdir != app.srcdir:
        words += ["-c", str(app.confdir)]
    if Path(app.doctreedir) != site / ".doctrees":
        words += ["-d", str(app.doctreedir)]
    return shlex.join([*words, str(app.srcdir), str(site)])
