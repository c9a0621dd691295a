var o = { get get() { return 1 }, set set(v) {}, get set() { return 2 }, static: 3, async async() {}, get async() { return 4 }, get() { return 5 }, 'set'() { return 6 }, get [`x y`]() { return 7 }, get 0.5() { return 8 }, get 'a'() { return 9 }, *get2() {}, get: 10 }
globalThis.R = [Object.keys(o), o.get, o[0.5], o.async, o['x y'], o.a]
