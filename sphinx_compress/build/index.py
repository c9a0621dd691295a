"""Which page uses which region: the index of the pages that are on disk."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..page.region import Region

#: Of the files here; an index of another version is the same as none.
_FORMAT = 3

#: How the text of each index begins that can be read here.
BEGINNING = json.dumps({"format": _FORMAT})[:-1].encode()

#: Region's id, and the id of the HTML that was put out for it.
Use = tuple[str, str]


def html_id(html: str) -> str:
    """Return the id by which the records refer to *html*."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page that was written."""

    prefix: str
    #: In the order of rendering.
    uses: tuple[Use, ...] = ()
    #: False after a killed build: the file may be from before or after it, and
    #: has some of the uses only.
    certain: bool = True
    #: Marked texts of scripts, in no region, that may ask for tags of the page.
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """A region, and where a user finds it: no template if it is an implicit one."""

    region: Region
    template: str
    line: int


@dataclass(slots=True)
class Index:
    """All pages, and the regions and HTML that they refer to."""

    #: Region's id → region.
    origins: dict[str, Origin] = field(default_factory=dict)
    #: HTML's id → marked HTML.
    htmls: dict[str, str] = field(default_factory=dict)
    #: Name → page.
    pages: dict[str, Page] = field(default_factory=dict)
    #: Where the last build put the bundles, below ``_static/``.
    output_dir: str = ""

    def apply(self, line: list[Any], fresh: set[str]) -> None:
        """Take in one line of a shard.

        :param fresh: the pages that the shard's build rendered so far, changed in place.
        :raises ValueError, TypeError, KeyError: if the line is none of ours.
        """
        match line:
            case ["page", str(name)]:
                fresh.add(name)
                self.pages[name] = Page("")
            case ["use", str(name), str(prefix), *pairs]:
                page = self._fresh(name, fresh)
                uses = (*page.uses, *_uses(pairs))
                # Not by `replace`, which takes longer than all else here.
                self.pages[name] = Page(prefix, uses, page.certain, page.scripts)
            case ["ask", str(name), str(script)]:
                page = self._fresh(name, fresh)
                self.pages[name] = replace(page, scripts=(*page.scripts, script))
            case ["region", str(region_id), str(kind), str(mode), str(name), str(text), *others]:
                template, number, implicit, late = others
                region = Region(kind, mode, name, text, bool(implicit), bool(late))  # type: ignore[arg-type]
                origin = Origin(region, str(template), int(number))
                known = self.origins.setdefault(region_id, origin)
                if (origin.template, origin.line) < (known.template, known.line):
                    self.origins[region_id] = origin
            case ["html", str(id_), str(html)]:
                self.htmls[id_] = html
            case _:
                raise ValueError(f"unknown line: {line!r}")

    def _fresh(self, name: str, fresh: set[str]) -> Page:
        """Return what is known of a page that is rendered anew."""
        known = self.pages[name] if name in fresh else Page("")
        fresh.add(name)
        return known

    def merge(self, other: Index, *, certain: bool) -> None:
        """Take in what a whole build recorded.

        :param certain: whether that build came to its end, so that its pages are
            known to be on disk.
        """
        for region_id, origin in other.origins.items():
            self.origins.setdefault(region_id, origin)
        self.htmls |= other.htmls
        for name, page in other.pages.items():
            before = self.pages.get(name)
            if not certain:
                if before is not None:
                    # It may have been killed before it rendered the page's first region.
                    prefix = page.prefix if page.uses else before.prefix
                    earlier = Counter(before.uses) - Counter(page.uses)
                    scripts = tuple(dict.fromkeys((*page.scripts, *before.scripts)))
                    page = Page(prefix, (*page.uses, *earlier.elements()), scripts=scripts)
                page = replace(page, certain=False)
            self.pages[name] = page

    def kinds(self) -> Counter[tuple[Use, ...]]:
        """Return what pages use, and how many use just that: sites have few kinds of pages."""
        return Counter(page.uses for page in self.pages.values())

    def uses(self) -> set[Use]:
        """Return what any page uses."""
        return {use for uses in self.kinds() for use in uses}

    def drop_unknown(self) -> None:
        """Forget uses of which the region or the HTML is not known.

        A build that was killed while it removed its shards leaves some of them.
        """
        unknown = {use for use in self.uses() if not self._knows(use)}
        for name, page in self.pages.items() if unknown else ():
            uses = tuple(use for use in page.uses if use not in unknown)
            if uses != page.uses:
                self.pages[name] = replace(page, uses=uses, certain=False)

    def _knows(self, use: Use) -> bool:
        return use[0] in self.origins and use[1] in self.htmls

    def drop_unused(self) -> None:
        """Forget regions and HTML that no page refers to."""
        uses = self.uses()
        self.origins = {id_: self.origins[id_] for id_ in sorted({use[0] for use in uses})}
        self.htmls = {id_: self.htmls[id_] for id_ in sorted({use[1] for use in uses})}

    def to_json(self) -> str:
        numbers = {uses: number for number, uses in enumerate(self.kinds())}
        return json.dumps(
            {
                "format": _FORMAT,
                "output_dir": self.output_dir,
                "origins": {
                    id_: [
                        origin.region.kind,
                        origin.region.mode,
                        origin.region.name,
                        origin.region.nodelist,
                        origin.template,
                        origin.line,
                        origin.region.implicit,
                        origin.region.late,
                    ]
                    for id_, origin in self.origins.items()
                },
                "htmls": self.htmls,
                "kinds": list(numbers),
                "pages": {
                    name: [page.prefix, numbers[page.uses], page.certain, page.scripts]
                    for name, page in self.pages.items()
                },
            }
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Index:
        """Return the index that *text* holds; an empty one if it holds none."""
        index = cls()
        try:
            values = json.loads(text)
            if values["format"] != _FORMAT:
                return cls()
            index.output_dir = str(values["output_dir"])
            for id_, origin in values["origins"].items():
                index.apply(["region", id_, *origin], set())
            for id_, html in values["htmls"].items():
                index.apply(["html", id_, html], set())
            kinds = [tuple(_uses(uses)) for uses in values["kinds"]]
            for name, (prefix, number, certain, scripts) in values["pages"].items():
                texts = tuple(map(str, scripts))
                index.pages[name] = Page(str(prefix), kinds[number], bool(certain), texts)
            index.drop_unused()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            return cls()
        except (OverflowError, RecursionError):
            # JSON knows `Infinity`, and any number of brackets.
            return cls()
        return index


def _uses(pairs: Iterable[Any]) -> Iterator[Use]:
    for region_id, html in pairs:
        yield str(region_id), str(html)
