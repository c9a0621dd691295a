// Records what the next script of a page does: which parts of the browser it calls, reads and sets.
(() => {
    const used = new Set(), events = new Set();
    const mine = new WeakSet();
    const measures = /^(offset|client|scroll)|Rects?$|^innerText$/;
    const pure = new Set("parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape".split(" "));
    let isOn = false;
    const { apply } = Reflect;
    const rootOf = Node.prototype.getRootNode;
    const { createElement } = Document.prototype;
    const isOwn = (self) =>
        mine.has(self) || (self instanceof Node && apply(rootOf, self, []) !== document);
    const note = (owner, name, self, given) => {
        if (!isOn || pure.has(name) || (isOwn(self) && !measures.test(name))) return;
        const what = `${owner}.${name}${self === document && owner === "Node" ? " document" : ""}`;
        if (name === "addEventListener" || name === "attachEvent") {
            const at = self === document || self === undefined || self === window;
            used.add(at && !given[2] ? `${what} late` : `${what} ${given[0]}`);
            events.add(String(given[0]));
        } else if (given && given.some((each) => each instanceof Node && mine.has(each))) {
            used.add(`${what} own`);
        } else if (given && given.length && given.every((each) => /\d{8}/.test(each))) {
            // It looks for something that it has named by the time.
            used.add(`${what} time`);
        } else {
            used.add(what);
        }
    };
    const wrapped = (owner, name, call) => function (...given) {
        note(owner, name, this, given);
        const result = new.target ? Reflect.construct(call, given, new.target) : apply(call, this, given);
        if (isOn && call === createElement) mine.add(result);
        return result;
    };
    const wrap = (owner, object) => {
        for (const name of Object.getOwnPropertyNames(object)) {
            const old = Object.getOwnPropertyDescriptor(object, name);
            if (!old.configurable || name === "constructor") continue;
            if (old.get || old.set) {
                const { get, set } = old;
                Object.defineProperty(object, name, {
                    ...old,
                    get: get && function () {
                        note(owner, name, this);
                        const value = apply(get, this, []);
                        // The style of an element of its own is its own, too.
                        if (isOn && Object(value) === value && isOwn(this)) mine.add(value);
                        return value;
                    },
                    set: set && function (value) {
                        note(owner, `${name}=`, this, [value]); return apply(set, this, [value]);
                    },
                });
            } else if (typeof old.value === "function" && (object !== window || !old.value.prototype)) {
                const call = wrapped(owner, name, old.value);
                Object.defineProperty(call, "name", { value: name });
                Object.defineProperty(object, name, { ...old, value: call });
            }
        }
    };
    const builtins = Object.getOwnPropertyNames(window)
        .map((name) => [name, Object.getOwnPropertyDescriptor(window, name).value])
        .filter(([, value]) => value && /function|object/.test(typeof value) && value !== window);
    for (const [name, value] of builtins) {
        const isOfHost = /\[native code\]/.test(value) && value.prototype
            && (value.prototype instanceof Node || value.prototype instanceof EventTarget
                || /Storage|History|Navigator|Screen|Performance|Observer|CSS|Style|Range|Selection|Registry|Media|Implementation|TokenList|Collection|NodeList/.test(name));
        if (isOfHost) wrap(name, value.prototype);
    }
    wrap("EventTarget", EventTarget.prototype);
    wrap("Promise", Promise.prototype);
    wrap("window", window);
    const shape = () => {
        const found = new Map();
        for (const [name, value] of builtins) {
            for (const object of [value, value.prototype]) {
                if (!object) continue;
                for (const key of Reflect.ownKeys(object)) {
                    const each = Object.getOwnPropertyDescriptor(object, key);
                    found.set(`${name}${object === value ? "" : ".prototype"}.${String(key)}`, each.value ?? each.get);
                }
                found.set(`${name}${object === value ? "" : ".prototype"} frozen`, Object.isExtensible(object));
            }
        }
        return found;
    };
    // The recorder's own scripts come while it works.
    const written = () =>
        document.documentElement.outerHTML.replace(/<script data-recorder[^>]*>[^<]*<\/script>/g, "");
    // What hangs on what other libraries have defined.
    const parts = (needed) => {
        const found = new Map();
        const look = (path, object, depth) => {
            for (const key of Reflect.ownKeys(object)) {
                const { value } = Object.getOwnPropertyDescriptor(object, key);
                found.set(`${path}.${String(key)}`, value);
                if (depth && Object(value) === value && !(value instanceof Node)) look(`${path}.${String(key)}`, value, depth - 1);
            }
        };
        needed.forEach((name) => look(name, window[name], 3));
        return found;
    };
    const differ = (first, second) =>
        [...new Set([...first.keys(), ...second.keys()])].filter((key) => !Object.is(first.get(key), second.get(key)));
    let before, names, html, needs, others;
    const watch = (name) => {
        // What another library has defined.
        let value = window[name];
        Object.defineProperty(window, name, {
            configurable: true, enumerable: true,
            get() { if (isOn) used.add(`needs ${name}`); return value; },
            set(given) { if (isOn) used.add(`sets ${name}`); value = given; },
        });
    };
    const api = {
        begin(needed) {
            needs = needed;
            others = parts(needs);
            needed.forEach(watch);
            names = new Set(Object.getOwnPropertyNames(window));
            before = shape();
            html = written();
            isOn = true;
        },
        end() {
            isOn = false;
            const after = shape();
            differ(before, after).forEach((key) => used.add(`changes ${key}`));
            const isChanged = differ(others, parts(needs)).length > 0;
            if (written() !== html) used.add("changes the page");
            const defined = Object.getOwnPropertyNames(window).filter((name) => !names.has(name));
            const offers = defined.filter((name) => typeof window[name] === "function" && api.offers(name));
            return {
                names: isChanged ? [...defined, ...needs].sort() : defined.sort(), known: [...names], used: [...used].sort(),
                events: [...events].sort(), offers: offers.sort(),
            };
        },
        // Whether a function does nothing yet with a function that it is handed.
        offers(name) {
            const known = new Set(used);
            let isCalled = false;
            isOn = true;
            try { window[name](() => { isCalled = true; }); } catch { isCalled = true; }
            isOn = false;
            const isIdle = !isCalled && [...used].every((each) => known.has(each) || each.endsWith(" late"));
            used.clear();
            known.forEach((each) => used.add(each));
            return isIdle;
        },
    };
    Object.defineProperty(window, "__recorder", { value: api });
})();
