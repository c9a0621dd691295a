var a = 5..toString(), b = 5 .toString(), c = 5.0.toFixed(1), d = 5.
.toString(), e = 1.5.toFixed (0), f = 0x5 .toString(), g = 5
.toString(), h = .5.toFixed(), i = 5e0.toFixed(), j = 5n.toString(), k = (5) .toString(), l = [1 . valueOf(), 2.  .valueOf()]
globalThis.R = [a, b, c, d, e, f, g, h, i, j, k, l]
