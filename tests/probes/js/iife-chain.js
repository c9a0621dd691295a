var r = []
var f = function (x) { r.push(x); return f }
f(1)
(2)
(3)
f
`4`
f(5)
.call(null, 6)
?.(7)
globalThis.R = r.map(String)
