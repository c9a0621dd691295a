"""Asks a browser which rules of the style sheets of pages apply to some element, in any state.

Nothing here is ours: it is the browser that reads the sheets and the pages and matches selectors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Reads pages as they are delivered: their elements are there, but no script runs.  Returns for
#: each the sheets that apply, and the custom properties that its elements mention.
READ = r"""async (urls) => {
    const late = "noscript, [data-compress-late], [data-compress-gate]";
    const parser = new DOMParser();
    window.pages = await Promise.all(urls.map(async (url) =>
        [url, parser.parseFromString(await (await fetch(url)).text(), "text/html")]));
    return window.pages.map(([url, page]) => [
        [...page.querySelectorAll("link[rel=stylesheet], style")]
            .filter((each) => !each.closest(late))
            .map((each) => each.localName === "style" ? ["", each.textContent, each.media]
                : [new URL(each.getAttribute("href"), url).href, "", each.media]),
        [...page.querySelectorAll("[style]")]
            .flatMap((each) => each.getAttribute("style").match(/--[\w-]+/g) ?? []),
    ]);
}"""

#: What depends on a reader, on time or on the screen, and not on the page as it is delivered.
STATES = (
    r":(?:hover|active|focus(?:-visible|-within)?|target(?:-within|-current)?|visited|link|checked"
    r"|indeterminate|disabled|enabled|read-(?:only|write)|placeholder-shown|autofill|default|open"
    r"|(?:user-)?(?:in)?valid|required|optional|popover-open|modal|fullscreen|in-range"
    r"|out-of-range|defined|playing|paused|muted|past|current|future|picture-in-picture"
    r'|-webkit-autofill|-webkit-full-screen)(?![\w(-])|\[open(?:="[^"]*")?\]'
)
PSEUDO_ELEMENTS = (
    r"::[\w-]+(?:\([^()]*\))?(?::[\w-]+)*|:(?:before|after|first-line|first-letter)(?![\w-])"
)

#: Returns the rules of some sheets in their order, each selector of a list alone: if the numbers
#: of pages are given, those alone that select an element there in some state, or cannot be asked.
RULES = r"""async ([sheets, numbers]) => {
    const STATES = /@STATES@/g, PSEUDO_ELEMENTS = /@PSEUDO_ELEMENTS@/g, MOST = 5;
    document.head.replaceChildren();
    await Promise.all(sheets.map(([href, text, media]) => new Promise((done, failed) => {
        const element = document.createElement(href ? "link" : "style");
        [element.onload, element.onerror] = [done, () => failed(href)];
        if (href) Object.assign(element, { rel: "stylesheet", href });
        else element.textContent = text;
        element.media = media;
        document.head.append(element);
    })));
    const split = (list) => {
        const parts = [""];
        let depth = 0;
        for (const [each] of list.matchAll(/\\.|"(?:\\.|[^"])*"|[^]/gs)) {
            depth += "([".includes(each) - ")]".includes(each);
            if (each === "," && !depth) parts.push("");
            else parts[parts.length - 1] += each;
        }
        return parts.map((each) => each.trim());
    };
    // What the selector is when each state in it holds, and when it does not.
    const variants = (selector) => {
        const plain = selector.replace(PSEUDO_ELEMENTS, ":where(*)");
        const count = plain.match(STATES)?.length ?? 0;
        return [...Array(count > MOST ? 1 : 2 ** count).keys()].map((number) => {
            let bit = 0;
            return plain.replace(STATES, () => number >> bit++ & 1 ? ":not(*)" : ":where(*)");
        });
    };
    const selects = (selector, parents) => {
        if (!numbers) return true;
        const within = (inner, outer) => inner.replaceAll("&", `:is(${outer})`);
        const list = variants(parents.reduceRight(within, selector)).join();
        try {
            return numbers.some((number) => window.pages[number][1].querySelector(list));
        } catch {
            return true;
        }
    };
    const found = [];
    const mentions = (text) => text.match(/--[\w-]+/g) ?? [];
    const note = (path, name, style, text = "") => found.push([
        [...path, name],
        [...style ?? []].map((each) => [
            each, style.getPropertyPriority(each), mentions(style.getPropertyValue(each)),
        ]),
        mentions(text),
    ]);
    const walk = (rules, path, parents) => {
        for (const rule of rules) {
            const kind = rule.constructor.name;
            // Browsers keep the blanks of some conditions.
            const below = (condition) => [...path, `${kind}${condition}`.replace(/\s/g, "")];
            if (rule instanceof CSSStyleRule) {
                const { selectorText, style, cssRules } = rule;
                for (const selector of style.length ? split(selectorText) : []) {
                    if (selects(selector, parents)) note(path, selector, style);
                }
                walk(cssRules, [...path, selectorText], [...parents, selectorText]);
            } else if (rule instanceof CSSNestedDeclarations) {
                if (selects("&", parents)) note(path, "&", rule.style);
            } else if (rule instanceof CSSImportRule) {
                const { mediaText } = rule.media;
                walk(rule.styleSheet.cssRules, mediaText ? below(mediaText) : path, parents);
            } else if (!rule.cssRules || /Keyframes|Page/.test(kind)) {
                const name = rule.name ?? rule.nameList?.join() ?? rule.selectorText
                    ?? rule.style.getPropertyValue("font-family");
                // Without a type, it may be told of a property that nothing uses.
                note(path, `@${kind} ${name}`, rule.style, rule.syntax === "*" ? "" : rule.cssText);
            } else {
                const name = rule.name ?? `${rule.start} ${rule.end}`;
                walk(rule.cssRules, below(rule.conditionText ?? name), parents);
            }
        }
    };
    for (const { media, cssRules } of document.styleSheets) {
        walk(cssRules, media.mediaText ? [media.mediaText] : [], []);
    }
    return found;
}""".replace("@STATES@", STATES).replace("@PSEUDO_ELEMENTS@", PSEUDO_ELEMENTS)


_PROPERTY = re.compile(r"--[\w-]+")


class Rule(NamedTuple):
    """One selector of a rule, or an at-rule."""

    #: With the conditions around it.
    name: tuple[str, ...]
    #: Property → whether it is important.
    properties: Mapping[str, str]
    #: Property → the custom properties that its value mentions; empty for the rest of it.
    mentions: Mapping[str, Sequence[str]]

    def is_at(self, kind: str = "") -> bool:
        """Return whether it is an at-rule of a kind, as browsers call it."""
        return self.name[-1].startswith(f"@{kind}")


#: The sheets of a page: address, text and medium of each.
Sheets = tuple[tuple[str, str, str], ...]


def read(tab: Page, addresses: Sequence[str]) -> list[tuple[Sheets, list[str]]]:
    """Read pages; return the sheets of each that apply, and the properties that it mentions."""
    found = tab.evaluate(READ, addresses)
    return [(tuple(map(tuple, sheets)), used) for sheets, used in found]


def rules_of(tab: Page, sheets: Sheets, pages: Collection[int] | None = None) -> list[Rule]:
    """Return the rules of some sheets, as they stand one after the other in a page.

    :param pages: those alone which apply to an element of these, numbered as they were read.
    """
    return [
        Rule(
            tuple(name),
            {each: priority for each, priority, _ in properties},
            {"": mentioned} | {each: found for each, _, found in properties},
        )
        for name, properties, mentioned in tab.evaluate(RULES, [sheets, pages and [*pages]])
    ]


def needed(rules: Sequence[Rule], used: Iterable[str]) -> list[Rule]:
    """Return some rules without the custom properties that nothing uses.

    :param used: those that are used beside the rules.
    """
    mentions = defaultdict[str, set[str]](set)
    mentions[""].update(used)
    for rule in rules:
        for name, mentioned in rule.mentions.items():
            mentions[name if name.startswith("--") else ""].update(mentioned)
        # A condition may mention some.
        mentions[""].update(*map(_PROPERTY.findall, rule.name[:-1]))
    known, pending = set[str](), {""}
    while pending:
        known |= pending
        pending = {name for each in pending for name in mentions.get(each, ())} - known
    found = [
        rule._replace(
            properties={
                name: priority
                for name, priority in rule.properties.items()
                if not name.startswith("--") or name in known
            }
        )
        for rule in rules
    ]
    return [rule for rule in found if rule.properties or rule.is_at()]


def places(wanted: Sequence[Rule], found: Sequence[Rule]) -> list[int]:
    """Return where rules stand among others, in the same order, up to the first that does not."""
    seen: list[int] = []
    for rule in wanted:
        start = seen[-1] + 1 if seen else 0
        place = next((at for at in range(start, len(found)) if _is_in(found[at], rule)), None)
        if place is None:
            break
        seen.append(place)
    return seen


def _is_in(rule: Rule, other: Rule) -> bool:
    return rule.name == other.name and other.properties.items() <= rule.properties.items()
