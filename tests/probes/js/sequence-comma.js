var a = (1, 2), b, c
b = 3, c = 4
for (var i = 0, j = 5; i < j; i++, j--) ;
var d = [(1, 2), 3], e = (0, eval)('a'), f = (a, b) => (a, b)
globalThis.R = [a, b, c, i, j, d, e, f(1, 2)]
