"""Django Compressor, set up as its manual says for a site without Django."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.template import Template

#: What stands before a file's path in its pages.
STATIC_URL: Final = "/_static/"

_TAG: Final = "{% load compress %}{% compress KIND %}TEXT{% endcompress %}"


def set_up(root: Path) -> None:
    """Configure Django for this process, with our default minifiers.

    :param root: where static files are; what is made of them goes into ``CACHE`` there.
    """
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["compressor"],
        STATIC_URL=STATIC_URL,
        COMPRESS_ENABLED=True,
        COMPRESS_ROOT=str(root),
        COMPRESS_URL=STATIC_URL,
        COMPRESS_FILTERS={
            "css": [
                "compressor.filters.css_default.CssAbsoluteFilter",
                "compressor.filters.cssmin.CSSCompressorFilter",
            ],
            "js": ["compressor.filters.jsmin.rJSMinFilter"],
        },
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
    )
    django.setup()


def template(text: str, kind: str = "") -> Template:
    """A template of a text, or of a region with this text."""
    from django.template import Template

    return Template(_TAG.replace("KIND", kind).replace("TEXT", text) if kind else text)


def render(one: Template) -> str:
    """Render a template with nothing in its context."""
    from django.template import Context

    return str(one.render(Context()))


@contextmanager
def offline(text: str, html: str) -> Iterator[None]:
    """For a while, look up in a manifest that *html* stands in for *text*."""
    from compressor.cache import get_offline_hexdigest, write_offline_manifest
    from django.conf import settings

    write_offline_manifest({get_offline_hexdigest(text): html})
    settings.COMPRESS_OFFLINE = True
    try:
        yield
    finally:
        settings.COMPRESS_OFFLINE = False


def forget() -> None:
    """Begin again with nothing in the cache."""
    from django.core.cache import cache

    cache.clear()
