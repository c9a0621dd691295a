var { a, b: { c = 1 } = {}, ...d } = { a: 1, e: 2 }, [f, , g = 3, ...[h]] = [4, 5, undefined, 6]
var i, j
;({ i, j = 7 } = { i: 8 })
;[i, j] = [j, i]
for (var { k = 9 } of [{}]) ;
function l({ m } = { m: 10 }, [n] = [11], ...o) { return [m, n, o] }
globalThis.R = [a, c, d, f, g, h, i, j, k, l()]
