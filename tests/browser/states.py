"""What elements look like in the states that a reader may bring them into."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

#: What a reader may do to any element, as the developer tools of a browser do it.
STATES = ["hover", "active", "focus", "focus-visible", "focus-within", "target"]

#: Opens whatever opens without a script.
OPEN = """() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    for (const each of document.querySelectorAll("input[type=checkbox]")) each.checked = true;
    for (const each of document.querySelectorAll("dialog")) each.show();
}"""

#: Has the states of elements be words of an attribute, in all style sheets: so any engine can have
#: any element be in them.
AS_ATTRIBUTES = r"""() => {
    const state = /:(hover|active|focus(?:-visible|-within)?|target)(?![\w(-])/g;
    const walk = (rules) => {
        for (const rule of rules) {
            const text = rule.selectorText?.replace(state, '[data-is~="$1"]');
            if (text && text !== rule.selectorText) rule.selectorText = text;
            walk(rule.cssRules ?? rule.styleSheet?.cssRules ?? []);
        }
    };
    for (const sheet of document.styleSheets) walk(sheet.cssRules);
}"""

#: Has what is for paper be for the screen, and the other way round.
AS_PRINTED = r"""() => {
    const swap = ({ media }) => {
        const swapped = { print: "screen", screen: "print" };
        const text = media?.mediaText.replace(/\b(print|screen)\b/g, (each) => swapped[each]);
        if (text && text !== media.mediaText) media.mediaText = text;
    };
    const walk = (rules) => {
        for (const rule of rules) {
            swap(rule);
            walk(rule.cssRules ?? rule.styleSheet?.cssRules ?? []);
        }
    };
    for (const sheet of document.styleSheets) {
        swap(sheet);
        walk(sheet.cssRules);
    }
}"""

#: Has what moves come to its end at once; returns whether something did.
FINISH = """() => {
    const ends = (each) => each.playState !== "finished"
        && each.effect.getComputedTiming().endTime < Infinity;
    const found = document.getAnimations().filter(ends);
    for (const each of found) each.finish();
    return found.length > 0;
}"""

#: Has a page be laid out in one go: what is laid out in part may keep a margin that it had.
LAY_OUT = """() => {
    const root = document.documentElement;
    root.style.display = "none";
    root.offsetHeight;
    root.style.display = "";
}"""

#: Returns how each element looks, as a number for each that all its properties make.
LOOK = """() => {
    const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"));
    return [...document.querySelectorAll("html, body, body *:not(script, style, link)")].flatMap(
        (element) => [null, "::before", "::after"].map((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            if (pseudo && style.content === "none") return "";
            let number = 0;
            for (const name of names) {
                const value = style.getPropertyValue(name).replaceAll(location.origin, "");
                for (let at = 0; at < value.length; at++) {
                    number = Math.imul(number, 31) + value.charCodeAt(at) | 0;
                }
            }
            return `${element.localName} ${element.className} ${pseudo} ${number}`;
        }));
}"""


def looks(tab: Page) -> list[str]:
    """Return how all elements look when nothing moves any more."""
    tab.evaluate(LAY_OUT)
    # Fonts are asked for when text is drawn.
    tab.screenshot()
    # What came to rest may have others begin to move.
    while tab.evaluate(FINISH) or tab.evaluate("document.fonts.status") != "loaded":
        tab.wait_for_timeout(20)
    found: list[str] = tab.evaluate(LOOK)
    return found


def session_of(tab: Page) -> CDPSession:
    """Return what :func:`force` needs."""
    session = tab.context.new_cdp_session(tab)
    session.send("DOM.enable")
    session.send("CSS.enable")
    return session


def force(session: CDPSession, states: list[str]) -> None:
    """Have all elements be in some states."""
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    query = {"nodeId": root, "selector": "html, body, body *:not(script, style, link)"}
    for node in session.send("DOM.querySelectorAll", query)["nodeIds"]:
        session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": states})
