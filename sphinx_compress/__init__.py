"""Sphinx extension that bundles and minifies the assets of a documentation site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.version import __version__

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from .core.types import Kind


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add configuration values, the builder and the handlers; Sphinx calls it.

    :return: what Sphinx keeps of an extension.
    """
    from .config import OPTIONS
    from .core.translation import speak
    from .extension.additions import ADDITIONS, MANIFESTS
    from .extension.builder import CompressBuilder
    from .extension.events import BUNDLE_WRITTEN, Handlers

    speak(app.config.language)
    for name, option in OPTIONS.items():
        app.add_config_value(
            name,
            option.default,
            option.rebuild,  # type: ignore[arg-type]
            frozenset(option.types),
        )
    app.add_builder(CompressBuilder)
    for event in (MANIFESTS, ADDITIONS, BUNDLE_WRITTEN):
        app.add_event(event)
    handlers = Handlers()
    # First, so that no other handler sees secrets by accident.
    app.connect("config-inited", handlers.config_inited, priority=0)
    app.connect("builder-inited", handlers.builder_inited)
    app.connect("env-get-outdated", handlers.env_get_outdated)
    # First, since other handlers of this event may render templates.
    app.connect("html-page-context", handlers.html_page_context, priority=0)
    # Last, since other handlers of this event still change static files.
    app.connect("build-finished", handlers.build_finished, priority=999)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def add_offline_manifest(app: Sphinx, path: str | os.PathLike[str]) -> None:
    """Let offline builds look up the regions of a theme in a manifest that comes with it.

    It is for the ``setup()`` of a theme.  Here, *app* is what Sphinx passes to that:

    >>> add_offline_manifest(app, "shiny_theme:compress")
    >>> app.emit("compress-offline-manifests")
    ['shiny_theme:compress']

    :param path: an absolute path, of the manifest or of its directory, or ``package:path``.  A
        region that the project's own manifest has is not looked up there.

    A path that leads nowhere makes an offline build end with
    :exc:`sphinx.errors.ConfigError`; other builds do not look.
    """
    from os import fspath

    from .extension.additions import MANIFESTS

    app.setup_extension("sphinx_compress")
    app.connect(MANIFESTS, lambda _: fspath(path))


def add_filter(
    app: Sphinx,
    kind: Kind,
    name: str,
    options: Mapping[str, Any] | None = None,
    *,
    is_first: bool = False,
) -> None:
    """Apply a filter to all style sheets, or to all scripts, of the project.

    It is for the ``setup()`` of an extension or a theme:

    >>> add_filter(app, "css", "shiny_theme.filters.Prefixes", {"browsers": "defaults"})

    :param kind: ``css`` or ``js``.
    :param name: that of a filter that comes with this package or with an entry point, or the
        dotted path of a class.  If ``conf.py`` names the same filter, nothing is added.
    :param options: those of the filter.
    :param is_first: whether it comes before the filters of ``conf.py``, and not behind them.
    """
    from .extension.additions import ADDITIONS, AddedFilter

    added = AddedFilter(kind, name, options or {}, is_first)
    app.setup_extension("sphinx_compress")
    app.connect(ADDITIONS, lambda _: added)


def add_precompiler(
    app: Sphinx, mime_type: str, name: str, options: Mapping[str, Any] | None = None
) -> None:
    """Compile the style sheets or scripts of a MIME type, unless ``conf.py`` says how.

    It is for the ``setup()`` of a theme or an extension, whose users then need no setting:

    >>> add_precompiler(app, "text/x-scss", "sass")

    :param mime_type: what stands as the ``type`` of a ``<link>``, ``<style>`` or ``<script>``.
    :param name: that of a precompiler, see :func:`add_filter`.
    :param options: those of the precompiler.
    """
    from .extension.additions import ADDITIONS, AddedPrecompiler

    added = AddedPrecompiler(mime_type, name, options or {})
    app.setup_extension("sphinx_compress")
    app.connect(ADDITIONS, lambda _: added)
