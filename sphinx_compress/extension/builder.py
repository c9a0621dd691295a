"""``sphinx-build -b compress``: all bundles of a site and its manifest, without its pages.

It renders every page as the builder ``html`` does, or another one, since only a rendered
page has its regions.  But it keeps no page, and translates few documents if no style sheet is
split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util.osutil import relative_uri

from ..build.state import knows_pages, state_directory
from ..core.translation import translated
from .doctrees import LazyDocument, LazyEnvironment, PickledDoctrees

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def private_directory(app: Sphinx) -> Path:
    """Return our directory beside the doctrees."""
    return Path(app.doctreedir, "compress")


class CompressBuilder(StandaloneHTMLBuilder):
    """Writes nothing but ``_static/compress/`` to the output directory.

    Static files go to a directory of its own beside the doctrees, and so do empty files in place
    of the pages, which tell when each of them was rendered.  To extensions, that directory is the
    output directory.
    """

    name = "compress"
    #: Name of the builder whose pages it renders.
    page_builder = "html"
    #: Shown at the end of a build.
    epilog = ""

    def __new__(cls, app: Sphinx, env: BuildEnvironment) -> CompressBuilder:
        """Return a builder that renders like the one that ``compress_builder`` names.

        :raises sphinx.errors.ConfigError: if that one writes no site.
        """
        name = app.config.compress_builder
        wanted = app.registry.builders.get(name)
        if (
            wanted is None
            or not issubclass(wanted, StandaloneHTMLBuilder)
            or issubclass(wanted, CompressBuilder | SingleFileHTMLBuilder)
            or getattr(wanted, "embedded", False)
        ):
            message = (
                f"compress_builder = {name!r}: that is no builder that writes a page for each"
                " document, such as html or dirhtml"
            )
            raise ConfigError(translated(message))
        attributes = {"name": cls.name, "page_builder": name}
        return super().__new__(type(cls.__name__, (cls, wanted), attributes))

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        #: The output directory that the user named.
        self.site_directory: Path = Path(app.outdir)
        # Templates and extensions must do what they do for that builder.  The annotations of Sphinx
        # give a name to classes only.
        vars(self)["name"] = self.page_builder
        self._state = state_directory(private_directory(app), type(self).name, self.site_directory)
        work = self._state / "site"
        work.mkdir(parents=True, exist_ok=True)
        app.outdir = type(app.outdir)(work)
        super().__init__(app, env)
        self._components = app.registry
        #: Identity of a node → the node, which keeps others from getting its identity, and HTML.
        self._titles: dict[int, tuple[nodes.Node, dict[str, str]]] = {}

    def init(self) -> None:
        """Prepare to render pages."""
        super().init()
        self.copysource = False

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare to render the pages of these documents."""
        super().prepare_writing(docnames)
        self._pickled_doctrees = PickledDoctrees(self, self._components)
        self.env: BuildEnvironment = LazyEnvironment(self.env, self._pickled_doctrees.lacks)  # type: ignore[assignment]

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the documents whose pages are to be rendered, one at the least.

        Sphinx copies no static files where there is none.
        """
        # The index may be lost, or of another version, although the empty files are there.
        if not knows_pages(self._state):
            yield from self.env.found_docs
            return
        outdated = list(super().get_outdated_docs())
        yield from outdated or [self.config.root_doc]

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Render a page, without the document's own HTML where that cannot matter."""
        # What is critical depends on the elements of all pages, and subsets on what is in them.
        is_split = self.config.compress_critical != "off"
        is_split &= self.config.compress_unused_css != "keep"
        has_subsets = self.config.compress_fonts != "off" or self.config.compress_icons != "all"
        if is_split or has_subsets or self._pickled_doctrees.may_have_scripts(docname):
            read = doctree.read() if isinstance(doctree, LazyDocument) else doctree
            super().write_doc(docname, read)
            return
        self.secnumbers: dict[str, tuple[int, ...]] = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers: dict[str, dict[str, tuple[int, ...]]] = self.env.toc_fignumbers.get(
            docname, {}
        )
        self.imgpath: str = relative_uri(self.get_target_uri(docname), "_images")
        self.dlpath: str = relative_uri(self.get_target_uri(docname), "_downloads")
        self.current_docname = docname
        context = self.get_doc_context(docname, "", "")
        context["has_maths_elements"] = False
        self.handle_page(docname, context, event_arg=doctree)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return what *node* is translated to; titles, which many pages show, only once."""
        if not isinstance(node, nodes.title):
            return super().render_partial(node)
        if id(node) not in self._titles:
            self._titles[id(node)] = node, super().render_partial(node)
        return self._titles[id(node)][1]

    # Nothing of what follows is needed to render regions.

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


def drop_page(html: str, context: Mapping[str, Any]) -> str:
    """Return what is kept of a page that was rendered: nothing."""
    return ""
