"""The handlers: what happens when.  What knows Sphinx is here and in ``tag``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sphinx.errors import ConfigError
from sphinx.util import logging

from ..build.summary import Summary
from ..config import OPTIONS, SECRETS, from_environment, read
from ..core.errors import ManifestError
from ..core.types import Problem
from ..core.wording import count
from ..manifest.manifest import load
from .bridge import Bridge
from .builder import CompressBuilder, only_seen
from .setup import Build, begin, begin_offline
from .tag import CompressTag

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: The event that asks themes for their manifests; a handler returns a path.
MANIFESTS: Final = "compress-offline-manifests"


class Handlers:
    """The handlers of one Sphinx application, and the build that is under way."""

    def __init__(self) -> None:
        self._build: Build | None = None
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
        values = {name: getattr(app.config, name) for name in OPTIONS} | self._secrets
        config, problems = read(from_environment(values, os.environ))
        for problem in problems:
            _warn(problem.message, problem.subtype)
        if environment is None and config.enabled and not config.implicit:
            _warn(_NO_ENVIRONMENT, "config")
            return
        is_management = isinstance(app.builder, CompressBuilder)
        of_themes = app.emit(MANIFESTS) if config.enabled and config.offline else []
        build: Build | None
        try:
            if config.enabled and config.offline and not is_management:
                build = begin_offline(app, app.builder, config, of_themes)  # type: ignore[arg-type]
            else:
                build = begin(app, app.builder, config, of_themes, _warn_of_cache)  # type: ignore[arg-type]
        except ManifestError as error:
            raise ConfigError(str(error)) from error
        if config.enabled:
            build.state.open()
            if environment is not None:
                environment.sphinx_compress = build.session
            finish = build.finish_page if config.implicit else _as_rendered
            app.builder.templates = Bridge(app.builder.templates, finish, build.state.journal)
        elif not build.state.exists():
            build = None
        if is_management:
            app.builder.templates = Bridge(app.builder.templates, only_seen)
            if not config.enabled:
                _warn("compress_enabled is False, so that nothing is compressed", "config")
        self._build = build

    def env_get_outdated(self, app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
        """Have the pages written again that a killed build may have left unfinished.

        Pages that nothing is known of would keep what they have, whatever is edited.
        """
        if self._build is None or not self._build.config.enabled:
            return []
        if self._build.state.is_foreign():
            return sorted(env.found_docs)
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
            if error is None and not _finish(build, explains=app.verbosity > 0):
                # The pages are good; an exception would make Sphinx delete its environment.
                app.statuscode = 1
        except OSError as failure:
            # Raised from here, Sphinx would delete its environment.
            logger.error("compress: %s; the pages may have older files", failure)  # noqa: TRY400
        finally:
            build.state.close()


def _as_rendered(html: str, context: Mapping[str, Any]) -> str:
    return html


def _writes_pages(builder: Builder) -> bool:
    """Is what the builder writes a site, and not one file that is made of pages?"""
    return builder.format == "html" and not getattr(builder, "embedded", False)


_NO_ENVIRONMENT = (
    "the template bridge in use has no Jinja environment, so that nothing can be compressed;"
    " a subclass of sphinx.jinja2glue.BuiltinTemplateLoader has one"
)


def _finish(build: Build, *, explains: bool) -> bool:
    """Put pages, bundles and manifest right, and say what was done.

    :param explains: whether to say what became of each tag.
    :return: whether all is as the user wants it.
    """
    if not build.config.enabled:
        build.reconciler.retire()
        return True
    summary, problems = build.reconciler.run()
    for config_problem in build.problems():
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
    given = build.keep()
    if given:
        logger.info("compress: %s went to the shared cache", count(given, "entry", "entries"))
    for line in build.reconciler.explanations() if explains else ():
        logger.verbose("compress: %s", line)
    if summary.regions:
        for line in str(summary).splitlines():
            logger.info("%s", line)
    if build.is_management:
        logger.info("compress: %s", _of_manifest(build, summary))
    if fatal:
        logger.error("compress: the build fails, since compress_strict_minify is set")
    for message in build.reconciler.errors:
        logger.error("%s", message, type="compress", subtype="offline")
    return not fatal and not build.reconciler.errors


def _of_manifest(build: Build, summary: Summary) -> str:
    manifest = build.reconciler.manifest
    if not manifest.exists():
        return "no page has a region, so that there is no manifest"
    entries = count(len(load(manifest)), "entry", "entries")
    if summary.written or summary.pruned or build.reconciler.written:
        return f"wrote {manifest} ({entries})"
    return f"{manifest} ({entries}) and its bundles are up to date; nothing was written"


_QUIET = frozenset({"import", "minify"})

#: Nobody asked for a region that no template marks, and its tags stay as they were.
_QUIETER = _QUIET | {"missing", "source", "inline"}


def _did_not_become(problem: Problem) -> bool:
    """Whether `compress_strict_minify` forbids it: a text is not what it was to become."""
    return problem.is_failure or problem.subtype == "minify"


def _warn(message: str, subtype: str, *, once: bool = False) -> None:
    logger.warning("%s", message, type="compress", subtype=subtype, once=once)


def _warn_of_cache(message: str) -> None:
    # Each process of a build may find out, and one of them is enough.
    _warn(message, "cache", once=True)
