"""What is done for the delivery of a site, once its pages are as they should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging
from sphinx.util.display import status_iterator

from ..core.translation import translated
from ..core.types import STATIC, Problem
from ..core.wording import count
from ..delivery import headers
from .reporting import warn
from .site import SphinxSite

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)

#: What is copied into ``_static/`` where it is needed.
OWN_FILES: Final = Path(__file__).parent / "static"

_RECORD: Final = "siblings.json"


def deliver(site: SphinxSite, sheets: Iterable[str]) -> None:
    """Write what the settings want for the delivery of a site, and remove what they do not.

    :param sheets: URLs, from the site root, of the style sheets that block a typical page.
    :raises OSError: if the output directory is not writable.
    """
    if not site.is_management:
        if not site.fetches_search_on_demand:
            _remove_own_files(site)
        _write_headers(site, sheets)
        _precompress(site)


def _remove_own_files(site: SphinxSite) -> None:
    """Remove what earlier builds copied into ``_static/``, unless a page has it still."""
    for own in OWN_FILES.iterdir():
        file = site.directory / STATIC / own.name
        if not file.is_file() or file.read_bytes() != own.read_bytes():
            continue
        name = own.name.encode()
        if not any(name in page.read_bytes() for page in site.written().page_files()):
            file.unlink()


def _precompress(site: SphinxSite) -> None:
    record = site.state_directory / _RECORD
    config = site.config
    names = config.precompress if config.enabled else ()
    # Even without any, for those of earlier builds.
    if not (names or record.exists()):
        return
    from ..delivery.encodings import load_encodings
    from ..delivery.siblings import Siblings, is_text, text_files

    encodings, problems = load_encodings(names)
    for problem in problems:
        warn(problem)
    store = site.store()
    siblings = Siblings(site.directory, site.local_cache(), record, store.directory)
    bundles = (f"{STATIC}{config.output_dir}/{name}" for name in store.names() if is_text(name))
    paths = [*(text_files(site.directory) if config.precompress_all else bundles)]
    foreign = siblings.update(paths if encodings else (), encodings, partial(_progress, site.app))
    for path in foreign:
        warn(Problem("precompress", _foreign(path)))
    if encodings:
        kinds = ", ".join(encoding.name for encoding in encodings)
        line = f"compress: precompressed {count(len(paths), 'file')} ({kinds})"
        _logger.info("%s", translated(line))


def _write_headers(site: SphinxSite, sheets: Iterable[str]) -> None:
    config, links = site.config, site.links()
    text = ""
    if config.enabled and config.hosts:
        bundles = f"{STATIC}{config.output_dir}/"
        found = []
        for url in sheets:
            path = url.removeprefix(bundles)
            elsewhere = links.url(path) if path != url else ""
            integrity = links.integrity(path) if elsewhere else ""
            found.append(headers.Sheet(elsewhere or f"/{url}", bool(elsewhere), integrity))
        text = headers.rules(config.output_dir, found, is_copied=bool(config.base_url))
    headers.update(site.directory, text, site.store().directory)


def _progress(app: Sphinx, names: Sequence[str]) -> Iterable[str]:
    title = translated("compress: precompressing... ")
    return status_iterator(names, title, length=len(names), verbosity=app.verbosity)


def _foreign(path: str) -> str:
    return (
        f"{path} was there already, and does not hold the file that it is named after. It stays,"
        " but a server may send it in place of that file: remove it, or give it another name"
    )
