var of = [1, 2], async = { f: x => x }, get = 3, set = 4, from = 5, as = 6, r = []
for (var x of of) r.push(x)
for (const of of [7]) r.push(of)
async
.f(1)
var g = async.f
(function () {})
for (async of => 1; r.length < 4;) r.push(8)
globalThis.R = [r, typeof g, get + set + from + as]
