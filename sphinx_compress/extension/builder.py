"""``sphinx-build -b compress``: all bundles of a site and its manifest, without its pages.

The management command.  It renders every page as the builder ``html`` does, or another
one, for only a rendered page has its regions, but hardly ever translates a document, and
keeps no page.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util.osutil import relative_uri

from ..build.state import knows_pages, state_directory
from .bridge import Stand

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.registry import SphinxComponentRegistry

#: Nodes whose HTML is not made by docutils and Sphinx alone, or stands in the page's head.
_TELLING = ("raw", "meta", "math", "math_block")

#: Modules whose translators make no scripts.
_PLAIN = ("docutils.", "sphinx.")


def home_of(app: Sphinx) -> Path:
    """Return the directory beside the doctrees that is ours."""
    return Path(app.doctreedir, "compress")


class CompressBuilder(StandaloneHTMLBuilder):
    """Writes ``_static/compress/`` of the output directory, and nothing else there.

    Static files, and empty files in the place of pages that tell when each was rendered, go to a
    directory of its own beside the doctrees, which is the output directory to all extensions.
    """

    name = "compress"
    #: Name of the builder whose pages it renders.
    like = "html"
    #: Shown at the end of a build.
    epilog = ""

    def __new__(cls, app: Sphinx, env: BuildEnvironment) -> CompressBuilder:
        """Return a builder that is like the one that ``compress_builder`` names.

        :raises sphinx.errors.ConfigError: if that writes no site.
        """
        name = app.config.compress_builder
        wanted = app.registry.builders.get(name)
        if (
            wanted is None
            or not issubclass(wanted, StandaloneHTMLBuilder)
            or issubclass(wanted, CompressBuilder | SingleFileHTMLBuilder)
            or getattr(wanted, "embedded", False)
        ):
            raise ConfigError(
                f"compress_builder = {name!r}: that is no builder that writes a page for each"
                " document, such as html or dirhtml"
            )
        like = type(cls.__name__, (cls, wanted), {"name": cls.name, "like": name})
        return super().__new__(like)

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        #: The output directory that the user named.
        self.site = Path(app.outdir)
        # Templates and extensions that ask have to give what they give that builder.
        self.name = self.like  # type: ignore[misc]
        self._state = state_directory(home_of(app), type(self).name, self.site)
        work = self._state / "site"
        work.mkdir(parents=True, exist_ok=True)
        app.outdir = type(app.outdir)(work)
        super().__init__(app, env)
        self._components = app.registry
        self._titles: dict[int, tuple[nodes.Node, dict[str, str]]] = {}

    def init(self) -> None:
        """Prepare to render pages."""
        super().init()
        self.copysource = False

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare to render the pages of these documents."""
        super().prepare_writing(docnames)
        self._peek = _Peek(self, self._components)
        self.env = LazyEnvironment(self.env, self._peek.lacks)  # type: ignore[assignment]

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the documents whose pages are to be rendered: never none.

        For where there is none, Sphinx looks at no static file.  What is known of pages may be
        lost, or of another version, although the empty files for them are there.
        """
        if not knows_pages(self._state):
            yield from self.env.found_docs
            return
        outdated = list(super().get_outdated_docs())
        yield from outdated or [self.config.root_doc]

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Render a page, without the document's own part where that has no scripts."""
        if self._peek.is_telling(docname):
            read = doctree.read() if isinstance(doctree, LazyDocument) else doctree
            super().write_doc(docname, read)
            return
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = relative_uri(self.get_target_uri(docname), "_images")
        self.dlpath = relative_uri(self.get_target_uri(docname), "_downloads")
        self.current_docname = docname
        context = self.get_doc_context(docname, "", "")
        context["has_maths_elements"] = False
        self.handle_page(docname, context, event_arg=doctree)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return what *node* is translated to; titles, which many pages show, once."""
        if not isinstance(node, nodes.title):
            return super().render_partial(node)
        if id(node) not in self._titles:
            # With the node itself, so that no other one gets its identity.
            self._titles[id(node)] = node, super().render_partial(node)
        return self._titles[id(node)][1]

    # What follows has no part in any region.

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing."""

    def load_indexer(self, docnames: Set[str]) -> None:
        """Do nothing."""

    def copy_image_files(self) -> None:
        """Do nothing."""

    def copy_download_files(self) -> None:
        """Do nothing."""

    def copy_extra_files(self) -> None:
        """Do nothing."""

    def handle_finish(self) -> None:
        """Do nothing."""


class _Peek:
    """Looks at documents without reading them, for that costs more than all else.

    The bytes of a pickled document are searched for names: that of each class and of each
    attribute stands there in full where it is first used.
    """

    def __init__(self, builder: CompressBuilder, registry: SphinxComponentRegistry) -> None:
        self._directory = Path(builder.doctreedir)
        # A page asks more than once, one page after the other.
        self._data = lru_cache(maxsize=1)(self._read)
        names = {
            *_TELLING,
            *(name for of_format in registry.translation_handlers.values() for name in of_format),
        }
        self._marks = [_pickled(name) for name in sorted(names)]
        self._is_plain = builder.get_translator_class().__module__.startswith(_PLAIN)
        self._is_final = all(
            transform.__module__.startswith(_PLAIN) for transform in registry.get_post_transforms()
        )

    def is_telling(self, docname: str) -> bool:
        """Might what a document is translated to matter to the regions of its page?"""
        data = self._data(docname)
        return not self._is_plain or any(mark in data for mark in self._marks)

    def lacks(self, docname: str, attribute: str) -> bool:
        """Is there certainly no such attribute of a document, once it is read?"""
        # Transforms of extensions may give it any.
        return self._is_final and _pickled(attribute) not in self._data(docname)

    def _read(self, docname: str) -> bytes:
        return (self._directory / f"{docname}.doctree").read_bytes()


def _pickled(name: str) -> bytes:
    """Return how a pickle begins a short string."""
    data = name.encode()
    return pickle.SHORT_BINUNICODE + bytes([len(data)]) + data


class LazyEnvironment(Stand):
    """An environment that reads a document when somebody looks at it.

    :param wrapped: a :class:`sphinx.environment.BuildEnvironment`, which this is in all else.
    :param lacks: whether a document certainly has no attribute of some name.
    """

    def __init__(self, wrapped: Any, lacks: Callable[[str, str], bool]) -> None:
        super().__init__(wrapped, _lacks=lacks)

    def get_and_resolve_doctree(self, docname: str, *args: Any, **kwargs: Any) -> nodes.document:
        """Return a document, as the method of the wrapped one does."""
        return LazyDocument(
            lambda: self._wrapped.get_and_resolve_doctree(docname, *args, **kwargs),
            lambda name: self._lacks(docname, name),
        )


class LazyDocument(nodes.document):
    """A document that is read when one of its attributes is asked for.

    :param read: returns the document.
    :param lacks: whether it certainly has no attribute of some name.
    """

    def __init__(self, read: Callable[[], nodes.document], lacks: Callable[[str], bool]) -> None:
        # What a document has is not there yet, so that Python asks below.
        self.__dict__.update(read=cache(read), _lacks=lacks)

    def __repr__(self) -> str:
        # Sphinx logs the arguments of each event.
        return f"<{type(self).__name__}>"

    def __getattr__(self, name: str) -> Any:
        if "children" in self.__dict__ or self._lacks(name):
            raise AttributeError(name)
        self.__dict__.update(self.read().__dict__ | self.__dict__)
        return getattr(self, name)


def only_seen(html: str, context: Mapping[str, Any]) -> str:
    """Return what is kept of a page that was rendered: nothing."""
    return ""
