"""The handlers: what happens when.  What knows Sphinx is here and in ``tag``."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.matching import Matcher

from .bridge import Bridge
from .cache import Cache, DirectoryCache
from .compressor import Compressor
from .config import SECRETS, VALUES, CompressConfig, from_environment, read
from .filters import Problem
from .reconcile import Reconciler, Site
from .region import site_root_prefix
from .session import Session
from .shards import PageState
from .shared import SharedCache
from .sources import Memo, SourceRoot, Sources, read_memo
from .store import Store, write_atomically
from .tag import CompressTag

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Build:
    """A build that writes pages."""

    config: CompressConfig
    compressor: Compressor
    reconciler: Reconciler
    state: PageState
    memo: Memo
    memo_file: Path
    session: Session

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


class Handlers:
    """The handlers of one Sphinx application, and the build that is under way."""

    def __init__(self) -> None:
        self._build: _Build | None = None
        self._secrets: dict[str, Any] = {}

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Take out of the configuration what Sphinx must not write into its environment."""
        for name in SECRETS:
            value = getattr(config, name)
            if isinstance(value, str):
                self._secrets[name] = value
                setattr(config, name, "")

    def builder_inited(self, app: Sphinx) -> None:
        """Register the tag; where pages are written, begin to gather regions."""
        templates = getattr(app.builder, "templates", None)
        environment = getattr(templates, "environment", None)
        if environment is not None:
            environment.add_extension(CompressTag)
        if templates is None or not _writes_pages(app.builder):
            return
        values = {name: getattr(app.config, name) for name in VALUES} | self._secrets
        config, problems = read(from_environment(values, os.environ))
        for problem in problems:
            _warn(problem.message, problem.subtype)
        if environment is None and config.enabled and not config.implicit:
            _warn(_NO_ENVIRONMENT, "config")
            return
        build = _begin(app, app.builder, config)  # type: ignore[arg-type]
        if config.enabled:
            build.state.open()
            if environment is not None:
                environment.sphinx_compress = build.session
            if config.implicit:
                app.builder.templates = Bridge(templates, build.finish_page)
        elif not build.state.exists():
            return
        self._build = build

    def env_get_outdated(self, app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
        """Have the pages written again that a killed build may have left unfinished."""
        if self._build is None or not self._build.config.enabled:
            return []
        return sorted(self._build.state.interrupted() & set(env.found_docs))

    def html_page_context(self, app: Sphinx, page: str, *_: Any) -> None:
        """Take note that a page is about to be rendered."""
        if self._build is not None and self._build.config.enabled:
            self._build.session.begin_page(page)

    def build_finished(self, app: Sphinx, error: Exception | None) -> None:
        """Put right what only now is known, and say what was done."""
        build, self._build = self._build, None
        if build is None:
            return
        try:
            if error is None and not _finish(build):
                # The pages are good; an exception would make Sphinx delete its environment.
                app.statuscode = 1
        except OSError as failure:
            # Raised from here, Sphinx would delete its environment.
            logger.error("compress: %s; the pages may have older files", failure)  # noqa: TRY400
        finally:
            build.state.close()


def _writes_pages(builder: Builder) -> bool:
    """Is what the builder writes a site, and not one file that is made of pages?"""
    return builder.format == "html" and not getattr(builder, "embedded", False)


_NO_ENVIRONMENT = (
    "the template bridge in use has no Jinja environment, so that nothing can be compressed;"
    " a subclass of sphinx.jinja2glue.BuiltinTemplateLoader has one"
)


def _begin(app: Sphinx, builder: StandaloneHTMLBuilder, config: CompressConfig) -> _Build:
    output = Path(app.outdir)
    home = Path(app.doctreedir, "compress")
    # `make` shares the doctree directory between builders.
    name = hashlib.sha256(f"{builder.name}\n{output}".encode()).hexdigest()[:16]
    memo_file = home / name / "memo.json"
    memo = read_memo(memo_file)
    encoding = app.config.html_output_encoding
    compressor = Compressor(
        config,
        Sources(_source_roots(app, builder), memo),
        Store(output / "_static" / config.output_dir),
        _cache(app, config, home, name),
        encoding=encoding,
        directory=Path(app.confdir),
    )
    state = PageState(home / name)
    site = Site(output, _page_file(builder), encoding, _documents(app, builder))
    return _Build(
        config,
        compressor,
        Reconciler(compressor, state, site),
        state,
        memo,
        memo_file,
        Session(compressor, state.recorder, state.sharing()),
    )


def _cache(app: Sphinx, config: CompressConfig, home: Path, name: str) -> Cache:
    local = DirectoryCache(
        Path(app.confdir, config.cache_dir) if config.cache_dir else home / "cache",
        config.cache_size,
    )
    if config.cache is None or not config.enabled:
        return local
    return SharedCache(
        local,
        config.cache,
        limit=config.cache_timeout,
        secret=config.cache_key,
        outbox=None if config.cache_readonly else home / name / "outbox",
        warn=lambda message: _warn(message, "cache", once=True),
    )


def _page_file(builder: StandaloneHTMLBuilder) -> Callable[[str], Path]:
    return lambda page: Path(builder.get_outfilename(page))


def _documents(app: Sphinx, builder: StandaloneHTMLBuilder) -> Callable[[], set[str]]:
    if builder.name == "singlehtml":
        return lambda: {app.config.root_doc}
    return lambda: set(app.env.found_docs)


def _source_roots(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[SourceRoot]:
    """Yield where static files come from, in the order in which they win."""
    yield SourceRoot(Path(app.outdir, "_static"))
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


def _finish(build: _Build) -> bool:
    """Put pages, bundles and manifest right, and say what was done.

    :return: whether all is as the user wants it.
    """
    if not build.config.enabled:
        build.reconciler.retire()
        return True
    summary, problems = build.reconciler.run()
    for config_problem in dict.fromkeys(build.compressor.problems):
        _warn(config_problem.message, config_problem.subtype)
    fatal = 0
    for problem in problems:
        if build.config.strict_minify and _did_not_become(problem.problem):
            fatal += 1
            logger.error("%s", problem, type="compress", subtype=problem.problem.subtype)
        elif problem.problem.subtype in (_QUIET if problem.template else _QUIETER):
            # Bytes that could be fewer are no reason to warn, let alone to fail with -W.
            logger.verbose("compress: %s", problem)
        else:
            _warn(str(problem), problem.problem.subtype)
    given = build.compressor.cache.publish()
    if given:
        logger.info("compress: %d entries went to the shared cache", given)
    build.compressor.cache.prune()
    write_atomically(build.memo_file, json.dumps(build.memo).encode(), build.memo_file.parent)
    for line in build.reconciler.explanations:
        logger.verbose("compress: %s", line)
    if summary.regions:
        for line in str(summary).splitlines():
            logger.info("%s", line)
    if fatal:
        logger.error("compress: the build fails, since compress_strict_minify is set")
    return not fatal


_QUIET = frozenset({"import", "minify"})

#: Nobody asked for a region that no template marks, and its tags stay as they were.
_QUIETER = _QUIET | {"missing", "source", "inline"}


def _did_not_become(problem: Problem) -> bool:
    """Whether `compress_strict_minify` forbids it: a text is not what it was to become."""
    return problem.is_failure or problem.subtype == "minify"


def _warn(message: str, subtype: str, *, once: bool = False) -> None:
    logger.warning("%s", message, type="compress", subtype=subtype, once=once)
