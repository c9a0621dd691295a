var a = true, b = { 5: 1, c: { d: 2 }, f() { return 3 } }
var x = a ?.5 : 1, y = a?.5:1, z = a ? .5 : 1, w = b ?. c ?. d, v = b?.[5], u = b?.f?.(), t = b ?. f ?. (), s = null?.a.b.c(), r = a?b?.c:1
globalThis.R = [x, y, z, w, v, u, t, s, r]
