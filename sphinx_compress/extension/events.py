"""The handlers of Sphinx's events: what happens when."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.errors import ConfigError

from ..config import OPTIONS, SECRETS, CompressConfig, from_environment, read, unknown
from ..core.errors import ManifestError
from ..core.garbage import Collector, garbage_left
from ..core.translation import translated
from ..core.types import Problem
from .additions import MANIFESTS, with_additions
from .bridge import Bridge
from .build import WRITING, Build
from .builder import CompressBuilder, drop_page
from .delivery import OWN_FILES, deliver
from .reporting import (
    report_errors,
    report_failure,
    report_outcome,
    report_problems,
    report_site,
    warn,
    warn_of_cache,
    warn_of_metadata,
)
from .setup import begin, begin_offline
from .site import SphinxSite, is_page_off
from .tag import CompressTag

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: The event that tells of each bundle of a site; a handler takes a :class:`.WrittenBundle`.
BUNDLE_WRITTEN: Final = "compress-bundle-written"


class Handlers:
    """The handlers of one Sphinx application, and the build that is under way."""

    def __init__(self) -> None:
        self._build: Build | None = None
        self._secrets: dict[str, Any] = {}
        self._collector = Collector()

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Take out of the configuration what Sphinx must not write into its environment.

        From here on, Python looks for garbage more rarely.  Next, Sphinx reads its environment.
        """
        self._collector.slow_down()
        for name in SECRETS:
            value = getattr(config, name)
            if isinstance(value, str):
                self._secrets[name] = value
                setattr(config, name, "")

    def builder_inited(self, app: Sphinx) -> None:
        """Register the tag; where pages are written, begin to gather regions.

        :raises sphinx.errors.ConfigError: if there is no good manifest, and there must be one.
        """
        try:
            self._begin(app)
        finally:
            if self._build is None or not self._build.config.enabled:
                self._collector.restore()

    def _begin(self, app: Sphinx) -> None:
        templates = getattr(app.builder, "templates", None)
        environment = getattr(templates, "environment", None)
        if environment is not None:
            environment.add_extension(CompressTag)
        if templates is None or not _writes_pages(app.builder):
            return
        config = self._read_config(app)
        if environment is None and config.enabled and not config.implicit:
            warn(_NO_ENVIRONMENT)
            return
        build = _begin(app, config)
        if config.enabled or build.state.exists():
            self._build = build
            build.state.open()
            _remove_torn_build_info(Path(app.outdir, ".buildinfo"))
        if config.enabled:
            if environment is not None:
                environment.sphinx_compress = build.session
            finish, journal = build.finish_page, build.state.journal
            if config.report:
                finish = build.reconciler.clock.timed(WRITING, finish)
            app.builder.templates = Bridge(
                app.builder.templates, finish, journal, build.begins_again
            )
        if isinstance(app.builder, CompressBuilder):
            app.builder.templates = Bridge(app.builder.templates, drop_page)
            if not config.enabled:
                warn(_NOT_ENABLED)

    def env_get_outdated(self, app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
        """Have the pages written again that a killed build may have left unfinished.

        If nothing is known of the pages, all of them are: they would keep their HTML otherwise,
        whatever is edited.  So they are if the build had come to the pages that are no documents'
        and to the search index, which Sphinx makes only while it writes others, and if some of
        them may have been written with another configuration.  And so is a page that has scripts
        at its end, or in its head, whose files have changed so that they belong elsewhere.
        """
        if self._build is None:
            return []
        interrupted = self._build.state.interrupted()
        if self._build.state.is_foreign() or not interrupted <= set(env.found_docs):
            return sorted(env.found_docs)
        rearranged = self._build.rearranged_pages()
        if not rearranged <= set(env.found_docs):
            return sorted(env.found_docs)
        return sorted(interrupted | rearranged)

    def html_page_context(self, app: Sphinx, page: str, *_: Any) -> None:
        """Take note that a page is about to be rendered."""
        if self._build is not None and self._build.config.enabled:
            is_off = is_page_off(app.env, page)
            if not is_off:
                warn_of_metadata(app.env, page)
            self._build.session.begin_page(page, is_off=is_off)

    def build_finished(self, app: Sphinx, error: Exception | None) -> None:
        """Put right what is known only now, and say what was done."""
        build, self._build = self._build, None
        if build is None:
            return
        try:
            with garbage_left():
                is_good = error is not None or _finish(app, build)
            if not is_good:
                # The pages are good; an exception would make Sphinx delete its environment.
                app.statuscode = 1
        except OSError as failure:
            # Raised from here, Sphinx would delete its environment.
            app.statuscode = 1
            report_failure(failure)
        finally:
            build.state.close()
            self._collector.restore()

    def _read_config(self, app: Sphinx) -> CompressConfig:
        values = {name: getattr(app.config, name) for name in OPTIONS} | self._secrets
        config, problems = read(from_environment(with_additions(app, values), os.environ))
        for problem in (*unknown(own_values(app.config)), *problems):
            warn(problem)
        return config


def own_values(config: Config) -> dict[str, Any]:
    """Return what ``conf.py`` defines that no extension has asked for."""
    # Sphinx has no public name for it, and tells only of a setting on the command line.
    defined: Mapping[str, Any] = getattr(config, "_raw_config", {})
    return {name: value for name, value in defined.items() if name not in config}


def _begin(app: Sphinx, config: CompressConfig) -> Build:
    theme_manifests = app.emit(MANIFESTS) if config.enabled else []
    site = SphinxSite(app, app.builder, config, tuple(theme_manifests))  # type: ignore[arg-type]
    if site.fetches_search_on_demand:
        app.config.html_static_path = [*app.config.html_static_path, str(OWN_FILES)]
    try:
        if config.enabled and config.offline and not site.is_management:
            return begin_offline(site)
        return begin(site, warn_of_cache)
    except ManifestError as error:
        raise ConfigError(translated(str(error))) from error


def _finish(app: Sphinx, build: Build) -> bool:
    """Put pages, bundles and manifest right; return whether all is as the user wants it."""
    site = SphinxSite(app, app.builder, build.config)  # type: ignore[arg-type]
    if not build.config.enabled:
        build.reconciler.retire()
        deliver(site, ())
        return True
    try:
        outcome = build.reconciler.reconcile()
    finally:
        build.end_progress()
    fails_strictly = report_problems(build, outcome.problems)
    report_outcome(build, outcome, build.save(), explains=app.verbosity > 0)
    report_site(build)
    report_errors(outcome.errors, fails_strictly=fails_strictly)
    deliver(site, outcome.blocking_sheets())
    for bundle in outcome.bundles():
        app.emit(BUNDLE_WRITTEN, bundle)
    return not fails_strictly and not outcome.errors


def _remove_torn_build_info(file: Path) -> None:
    """Remove Sphinx's note of its configuration if a killed build has left it empty.

    Sphinx takes a missing one for none, but ends with an exception if one is empty.
    """
    with contextlib.suppress(OSError):
        if not file.stat().st_size:
            file.unlink()


def _writes_pages(builder: Builder) -> bool:
    """Return whether the builder writes a site, and not one file that is made of pages."""
    return builder.format == "html" and not getattr(builder, "embedded", False)


_NO_ENVIRONMENT = Problem(
    "config",
    "the template bridge in use has no Jinja environment, so that nothing can be compressed;"
    " a subclass of sphinx.jinja2glue.BuiltinTemplateLoader has one",
)
_NOT_ENABLED = Problem("config", "compress_enabled is False, so that nothing is compressed")
