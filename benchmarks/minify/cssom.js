// Do two style sheets mean the same to this browser?  Evaluated in an empty page.
// Returns how it was found out ("text", "values" or "cascade"), or the first difference.
([before, after]) => {
  const MANY_ELEMENTS = 600;

  const stylesheet = (text) => {
    const style = document.createElement("style");
    style.textContent = text;
    document.head.append(style);
    return style;
  };
  const read = (text, use) => {
    const style = stylesheet(text);
    try {
      return use(style.sheet.cssRules);
    } finally {
      style.remove();
    }
  };

  // First level: what the browser itself writes.

  const written = (rules) => Array.from(rules, (rule) => rule.cssText);

  // Second level: rule by rule, with values as the browser computes them.

  // Splits at a character outside of strings and brackets.
  const split = (text, separator) => {
    const parts = [];
    let start = 0;
    let depth = 0;
    let quote = "";
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character === "\\") at++;
      else if (quote) quote = character === quote ? "" : quote;
      else if (character === '"' || character === "'") quote = character;
      else if ("([{".includes(character)) depth++;
      else if (")]}".includes(character)) depth--;
      else if (character === separator && !depth) {
        parts.push(text.slice(start, at));
        start = at + 1;
      }
    }
    parts.push(text.slice(start));
    return parts.map((part) => part.trim()).filter(Boolean);
  };
  // A shorthand that holds var() has longhands without a name in some kinds of rules.
  const declared = (rule) => Array.from(rule.style ?? []).filter(Boolean);
  // Drops blanks beside these characters outside of strings: the browser keeps some as written.
  const squeezed = (text, beside) => {
    let out = "";
    let quote = "";
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (quote) quote = character === quote ? "" : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (/\s/.test(character)) {
        while (/\s/.test(text[at + 1] ?? "")) at++;
        if (!beside.includes(out.slice(-1)) && !beside.includes(text[at + 1])) out += " ";
        continue;
      }
      out += character === "\\" ? character + (text[++at] ?? "") : character;
    }
    return out;
  };
  const customs = (rules, found = new Map()) => {
    for (const rule of rules) {
      for (const name of declared(rule)) {
        if (name.startsWith("--")) found.set(name, rule.style.getPropertyValue(name));
      }
      if (rule.cssRules) customs(rule.cssRules, found);
    }
    return found;
  };
  // Computed values in a tree that is not displayed keep their percentages, and start no transition.
  const hidden = (variables) => {
    const outer = document.createElement("div");
    outer.style.display = "none";
    for (const [name, value] of variables) outer.style.setProperty(name, value);
    document.body.append(outer);
    return outer;
  };
  const computed = (box, declaration) => {
    box.style.cssText = declaration;
    const names = Array.from(box.style);
    if (!names.length) return declaration;
    if (names[0].startsWith("--")) return squeezed(declaration, "");
    const unresolved = squeezed(declaration, ",/*");
    const style = getComputedStyle(box);
    const priority = box.style.getPropertyPriority(names[0]);
    if (declaration.includes("var(")) {
      box.style.setProperty("--probe", declaration.slice(declaration.indexOf(":") + 1));
      if (!style.getPropertyValue("--probe")) return unresolved;
    }
    return names.map((name) => `${name}: ${style.getPropertyValue(name)} ${priority}`).join("; ");
  };
  const CONDITIONAL = [CSSMediaRule, CSSSupportsRule, CSSContainerRule];
  const COMPUTED = [CSSStyleRule, CSSKeyframeRule, CSSPageRule];
  const MAY_BE_EMPTY = [CSSStyleRule, CSSMediaRule, CSSSupportsRule];
  // A browser writes what it knows in one way, and what it does not know as it was written.
  const condition = (text) =>
    squeezed(text, ":,/")
      // Two signs with a blank between them are not one sign.
      .replace(/([<>=]) +(?=[<>=])/g, "$1\u0001")
      .replace(/ *([<>=]) */g, "$1")
      // Not the blank before a bracket: `not(` is a function.
      .replaceAll("( ", "(")
      .replaceAll(" )", ")");
  const head = (rule) => {
    const text = rule.cssText.slice(0, rule.cssText.indexOf("{"));
    return CONDITIONAL.some((type) => rule instanceof type) ? condition(text) : text;
  };
  const values = (rules, box, out = []) => {
    for (const rule of rules) {
      const start = out.length;
      if (!rule.style && !rule.cssRules) {
        out.push(condition(rule.cssText));
        continue;
      }
      const computes = COMPUTED.some((type) => rule instanceof type);
      out.push(rule.style && !rule.cssRules && !computes ? rule.constructor.name : head(rule));
      for (const declaration of rule.style ? split(rule.style.cssText, ";") : []) {
        out.push(computes ? computed(box, declaration) : declaration);
      }
      if (rule.cssRules) values(rule.cssRules, box, out);
      if (out.length === start + 1 && MAY_BE_EMPTY.some((type) => rule instanceof type)) {
        out.length = start;
      } else {
        out.push("}");
      }
    }
    return out;
  };
  const valuesOf = (text, variables) =>
    read(text, (rules) => {
      const outer = hidden(variables);
      const box = outer.appendChild(document.createElement("div"));
      const out = values(rules, box);
      outer.remove();
      return out;
    });

  // Third level: what becomes of elements like those that the selectors are about.

  const unwrapped = (rules) =>
    Array.from(rules, (rule) => {
      if (rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule) {
        return unwrapped(rule.cssRules);
      }
      if (rule instanceof CSSContainerRule) return unwrapped(rule.cssRules);
      if (rule instanceof CSSLayerBlockRule) return `${head(rule)}{${unwrapped(rule.cssRules)}}`;
      return rule.cssText;
    }).join("\n");
  const selectors = (rules, parent = "", found = new Set()) => {
    for (const rule of rules) {
      let mine = parent;
      if (rule.selectorText) {
        for (const selector of split(rule.selectorText, ",")) {
          if (selector.includes("&")) mine = selector.replaceAll("&", parent);
          else mine = parent ? `${parent} ${selector}` : selector;
          found.add(mine);
        }
      }
      if (rule.cssRules) selectors(rule.cssRules, mine, found);
    }
    return [...found];
  };
  const name = (text, at) => {
    let out = "";
    for (; at < text.length; at++) {
      if (text[at] === "\\") {
        let digits = "";
        while (digits.length < 6 && "0123456789abcdefABCDEF".includes(text[at + 1] ?? "-")) {
          digits += text[++at];
        }
        out += digits ? String.fromCodePoint(parseInt(digits, 16)) : text[++at];
        if (digits && text[at + 1] === " ") at++;
      } else if (/[-\w]/.test(text[at]) || text[at] > "\x7f") out += text[at];
      else break;
    }
    return [out, at];
  };
  const closing = (text, at) => {
    let depth = 0;
    for (; at < text.length; at++) {
      if (text[at] === "\\") at++;
      else if ("([".includes(text[at])) depth++;
      else if (")]".includes(text[at]) && !--depth) return at;
    }
    return at;
  };
  const grow = (selector, parent) => {
    let wanted = { tag: "div", attributes: [], classes: [] };
    let sibling = false;
    let empty = true;
    const flush = () => {
      if (empty) return;
      const element = document.createElement(wanted.tag);
      element.className = wanted.classes.join(" ");
      for (const [key, value] of wanted.attributes) element.setAttribute(key, value);
      parent.append(element);
      if (!sibling) parent = element;
      wanted = { tag: "div", attributes: [], classes: [] };
      empty = true;
    };
    for (let at = 0; at < selector.length; ) {
      const character = selector[at];
      if (" >+~".includes(character)) {
        const combinator = selector.slice(at).match(/^ *([>+~]?) */);
        sibling = "+~".includes(combinator[1] || " ");
        flush();
        if (!parent) return;
        at += combinator[0].length;
        continue;
      }
      empty = false;
      let word;
      if (character === ".") {
        [word, at] = name(selector, at + 1);
        wanted.classes.push(word);
      } else if (character === "#") {
        [word, at] = name(selector, at + 1);
        wanted.attributes.push(["id", word]);
      } else if (character === "[") {
        const end = closing(selector, at);
        const [key, behind] = name(selector, at + 1);
        const quoted = selector.slice(behind, end).match(/["'](.*)["']/);
        wanted.attributes.push([key, quoted ? quoted[1] : ""]);
        at = end + 1;
      } else if (character === ":") {
        while (selector[at] === ":") at++;
        [word, at] = name(selector, at);
        if (selector[at] === "(") {
          const end = closing(selector, at);
          const first = split(selector.slice(at + 1, end), ",")[0] ?? "";
          at = end + 1;
          // The rest of the compound goes on as if its first choice stood there.
          if (word === "is" || word === "where") selector = first + selector.slice(at);
          if (word === "is" || word === "where") at = 0;
        }
      } else {
        [word, at] = name(selector, at);
        if (word) wanted.tag = word;
        else at++;
      }
    }
    sibling = false;
    flush();
  };
  const properties = (rules, found = new Set()) => {
    for (const rule of rules) {
      for (const property of declared(rule)) found.add(property);
      if (rule.cssRules) properties(rule.cssRules, found);
    }
    return found;
  };
  const cascade = (text, wanted, names) =>
    read(text, () => {
      const outer = hidden([]);
      for (const selector of wanted) {
        try {
          grow(selector, outer);
        } catch {
          // Not every selector is about an element that could be made.
        }
      }
      const out = [];
      const elements = [document.documentElement, document.body, ...outer.querySelectorAll("*")];
      for (const element of elements.slice(0, MANY_ELEMENTS)) {
        for (const pseudo of [null, "::before", "::after"]) {
          const style = getComputedStyle(element, pseudo);
          const label = `${element.tagName}.${element.className}${pseudo ?? ""}`;
          out.push([label, ...names.map((property) => style.getPropertyValue(property))]);
        }
      }
      outer.remove();
      return out;
    });
  const cascadeDifference = (one, other) => {
    const all = read(one, (rules) => selectors(rules));
    const step = Math.max(1, Math.ceil(all.length / MANY_ELEMENTS));
    const wanted = all.filter((_, index) => index % step === 0);
    const names = new Set([
      ...read(one, (rules) => properties(rules)),
      ...read(other, (rules) => properties(rules)),
    ]);
    const listed = [...names].filter((property) => !property.startsWith("--"));
    const flat = (text) => read(text, unwrapped);
    for (const [a, b] of [[one, other], [flat(one), flat(other)]]) {
      const x = cascade(a, wanted, listed);
      const y = cascade(b, wanted, listed);
      for (let at = 0; at < x.length; at++) {
        for (let column = 1; column < x[at].length; column++) {
          const [was, is] = [x[at][column], y[at][column]];
          if (was !== is) return `${x[at][0]} ${listed[column - 1]}: ${was} is ${is}`;
        }
      }
    }
    return null;
  };

  const one = read(before, written);
  const other = read(after, written);
  if (one.join("\n") === other.join("\n")) return { how: "text", difference: null };
  const variables = read(before, (rules) => customs(rules));
  const [x, y] = [valuesOf(before, variables), valuesOf(after, variables)];
  const at = x.findIndex((line, index) => line !== y[index]);
  if (at < 0 && x.length === y.length) return { how: "values", difference: null };
  const lines = at < 0 ? `${x.length} lines are ${y.length}` : `${x[at]} is ${y[at]}`;
  const difference = cascadeDifference(before, after);
  return { how: "cascade", difference, lines: lines.slice(0, 300) };
};
