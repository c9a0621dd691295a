var a = 8, b = 2, g = 2, i = 1
var c = a
/ b / g
var d = a++ / b / i
var e = (a) / b / g
var f = [a] / b / g
var h = a /b/ g
globalThis.R = [a, b, c, d, e, f, h]
