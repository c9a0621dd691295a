var o = []
var f = function (x) { return [x, f] }
var a = 1
;[1, 2].forEach(v => o.push(v))
var b = 2
;(function () { o.push(a + b) })()
var c = f
(3)[0]
globalThis.R = [o, c]
