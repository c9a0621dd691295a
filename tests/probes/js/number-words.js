var o = { 3: 1 }, a = 3 in o, c = 0x3 in o, d = 3. in o, e = 3 instanceof Object, f = 5 == 5 ? 1 : 2, g = []
for (var i of [1]) g.push(1)
globalThis.R = [a, c, d, e, f, g, 1 + 1, 1 .e, 08.5, 010, 1e3, 0.0, -0]
