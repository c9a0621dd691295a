"""What Sphinx knows of a site, as a build needs it."""

from __future__ import annotations

import operator
import shlex
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
import sphinx.search
from sphinx.util.display import status_iterator
from sphinx.util.matching import DOTFILES, Matcher

from ..build.search_index import INDEX
from ..build.site import WrittenSite
from ..build.state import PageState, state_directory
from ..bundle.sources import SourceRoot
from ..bundle.store import Store
from ..cache.local import Cache, DirectoryCache
from ..config import CompressConfig
from ..core.digests import digest_of
from ..core.errors import ManifestError
from ..core.translation import translated
from ..core.types import STATIC
from ..manifest.locate import default_directory, directory_of
from ..manifest.manifest import FILE_NAME, Manifest
from ..page.bundle_links import BundleLinks
from ..page.opt_out import is_off_in_metadata
from .builder import CompressBuilder, private_directory
from .progress import SLOW

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment


def _as_copied(excluded: Matcher) -> Callable[[str], bool]:
    """Return a function that asks *excluded* for a path as ``copy_asset`` of Sphinx does."""
    if sphinx.version_info < (8, 2):
        return excluded
    # To it, what is at the top is in the folder ".", and "*/a" matches "./a", but "a" does not.
    return lambda path: excluded(path if "/" in path else f"./{path}")


def is_page_off(env: BuildEnvironment, page: str) -> bool:
    """Return whether the metadata of a document say that its page stays as it is."""
    return is_off_in_metadata(env.metadata.get(page, {}).get("compress", ""))


def _is_template(name: str) -> bool:
    """Return whether Sphinx renders the file *name*, and publishes what comes of it."""
    # As sphinx.util.fileutil says, which has no public function for it.
    return name.lower().endswith(("_t", ".jinja"))


@dataclass(frozen=True, slots=True)
class SphinxSite:
    """A site that a builder of Sphinx writes."""

    app: Sphinx
    builder: StandaloneHTMLBuilder
    config: CompressConfig
    #: Where themes have manifests, see :func:`.locate.directory_of`.
    theme_manifests: tuple[str, ...] = ()

    @property
    def is_management(self) -> bool:
        """Whether the manifest and the bundles are all that is made."""
        return isinstance(self.builder, CompressBuilder)

    @property
    def directory(self) -> Path:
        """The output directory that the bundles are for."""
        if isinstance(self.builder, CompressBuilder):
            return self.builder.site_directory
        return Path(self.builder.outdir)

    @property
    def state_directory(self) -> Path:
        """Where it is kept what is known of the pages."""
        home = private_directory(self.app)
        return state_directory(home, type(self.builder).name, self.directory)

    @property
    def fetches_search_on_demand(self) -> bool:
        """Whether pages are to fetch the search index when they need it, if Sphinx writes it."""
        return (
            self.config.enabled
            and self.config.implicit
            and self.config.search == "on-demand"
            and self.builder.search
            and self.builder.indexer_format is sphinx.search.js_index
            and self.builder.searchindex_filename == INDEX
        )

    def store(self) -> Store:
        """Return the store of the bundles."""
        directory = self.directory / STATIC / self.config.output_dir
        return Store(directory, has_maps=self.config.source_maps)

    def written(self) -> WrittenSite:
        """Return what the end of a build has to know of the site."""
        return WrittenSite(
            self.directory,
            lambda page: Path(self.builder.get_outfilename(page)),
            self.app.config.html_output_encoding,
            self._documents,
            self.builder.name,
            pages_off=self._pages_off,
            has_pages=not self.is_management,
            kept_generations=self.config.keep_generations,
            links=self.links(),
        )

    def links(self) -> BundleLinks:
        """Return how pages refer to bundles."""
        config = self.config
        algorithm = config.integrity if config.signs else ""
        return BundleLinks(config.output_dir, config.base_url, algorithm, self.store().directory)

    def _pages_off(self) -> Iterator[str]:
        for name in sorted(self._documents()):
            if is_page_off(self.app.env, name):
                file = Path(self.builder.get_outfilename(name))
                yield file.relative_to(self.builder.outdir).as_posix()

    def _documents(self) -> set[str]:
        if self.builder.name == "singlehtml":
            return {self.app.config.root_doc}
        return set(self.app.env.found_docs)

    def progress(self, regions: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield *regions*, which are pages with ids, and show how far it is once that is slow."""
        start = time.monotonic()
        for number, region in enumerate(regions):
            if time.monotonic() - start > SLOW:
                yield from status_iterator(
                    regions[number:],
                    translated("compress: bundling... "),
                    "darkgreen",
                    len(regions) - number,
                    self.app.verbosity,
                    operator.itemgetter(0),
                )
                return
            yield region

    def source_roots(self) -> Iterator[SourceRoot]:
        """Yield where static files come from, in the order in which they win."""
        yield SourceRoot(Path(self.app.outdir, STATIC))
        excluded = _as_copied(Matcher([*self.app.config.exclude_patterns, "**/.*"]))
        for entry in reversed(self.app.config.html_static_path):
            path = Path(self.app.confdir, entry)
            if path.is_file():
                only = partial(operator.ne, path.name)
                yield SourceRoot(path.parent, only, _is_template)
            else:
                yield SourceRoot(path, excluded, _is_template)
        for directory in self.builder.theme.get_theme_dirs():
            yield SourceRoot(Path(directory, "static"), DOTFILES, _is_template)

    def is_own(self, url: str) -> bool:
        """Return whether a URL from the site root leads to a file of the project itself.

        Extensions add directories of their own to ``html_static_path``, by absolute paths.
        """
        name = url.partition("?")[0].removeprefix(STATIC)
        for entry in self.app.config.html_static_path:
            path = Path(self.app.confdir, entry)
            file = path if path.name == name else path / name
            if not Path(entry).is_absolute() and file.is_file():
                return True
        return False

    def configuration(self) -> str:
        """Return a digest of the values and tags that pages, or what is read of documents, show."""
        kinds = {value.rebuild for value in self.app.config} - {""}
        # That of Sphinx knows only what pages show.
        info = type(self.builder.build_info)(self.app.config, self.app.tags, kinds)
        return digest_of(info.config_hash, info.tags_hash)

    def cache(self, warn: Callable[[str], None]) -> Cache:
        """Return the main cache.

        :param warn: takes what is wrong with a shared one.
        """
        local = self.local_cache()
        if self.config.cache is None or not self.config.enabled:
            return local
        from ..cache.tiered import SharedCache, TieredCache

        return TieredCache(
            local,
            SharedCache(self.config.cache, self.config.cache_timeout, self.config.cache_key),
            outbox=None if self.config.cache_readonly else self.state_directory / "outbox",
            warn=warn,
        )

    def local_cache(self) -> DirectoryCache:
        """Return the part of the main cache that is on this machine."""
        directory = private_directory(self.app) / "cache"
        if self.config.cache_dir:
            directory = Path(self.app.confdir, self.config.cache_dir)
        return DirectoryCache(directory, self.config.cache_size)

    def manifests_of_themes(self) -> list[Manifest]:
        """Return the manifests that come with themes.

        :raises ManifestError: if one of them, or of its bundles, is not as it should be.
        """
        base = Path(self.app.srcdir)
        try:
            manifests = [
                Manifest(directory_of(value, base), self.config.output_dir)
                for value in self.theme_manifests
            ]
            for manifest in manifests:
                # Other projects use other rules than the theme's own documentation.
                manifest.check_rules(drops=False)
            return manifests
        except ManifestError as error:
            raise ManifestError(f"a theme has an offline manifest, but {error}") from error

    def manifest_directory(self, state: PageState) -> Traversable:
        """Return the directory in which the project's own manifest is, or should be.

        :raises ManifestError: if ``compress_offline_manifest`` leads nowhere.
        """
        if self.config.offline_manifest:
            try:
                return directory_of(self.config.offline_manifest, Path(self.app.srcdir))
            except ManifestError as error:
                raise ManifestError(f"compress_offline_manifest = {error}") from error
        is_copy = state.is_copy(self.store().directory / FILE_NAME)
        return default_directory(self.directory, self.config.output_dir, is_copy=is_copy)

    def manifest_command(self) -> str:
        """Return the command that makes the manifest for this site."""
        words = ["sphinx-build", "-b", CompressBuilder.name]
        if self.builder.name != self.app.config.compress_builder:
            words += ["-D", f"compress_builder={self.builder.name}"]
        if self.app.confdir != self.app.srcdir:
            words += ["-c", str(self.app.confdir)]
        if Path(self.app.doctreedir) != self.directory / ".doctrees":
            words += ["-d", str(self.app.doctreedir)]
        return shlex.join([*words, str(self.app.srcdir), str(self.directory)])
