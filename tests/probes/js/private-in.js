class A { #x = 1; static h(o) { return #x in o } static i(o) { return #x
 in o } static j(o, p) { return #x in o && #x in p } get #g() { return 2 } s() { return this.#g + this?.#x } static #m() { return 3 } static n() { return A.#m() } }
globalThis.R = [A.h(new A), A.h({}), A.i(new A), A.j(new A, new A), new A().s(), A.n()]
