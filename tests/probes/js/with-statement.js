var o = { a: 1 }, a = 2, r = []
with (o) r.push(a)
with (o) { a = 3 }
with (o) /x/.test('x') && r.push(4)
globalThis.R = [o.a, a, r]
