var x = 1, y = 'k'
var o = { x, 'a-b': 2, 3: 4, 0x10: 5, .5: 6, 1e3: 7, [y]: 8, [`t${ x }`]: 9, if: 10, class: 11, __proto__: { z: 12 }, '': 13, 1n: 14, f() {}, *g() {}, async h() {}, get i() { return 15 }, ...{ j: 16 }, }
globalThis.R = [Object.keys(o), o.z, o.if, o.i]
