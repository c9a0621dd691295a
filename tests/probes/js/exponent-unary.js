var a = 2
var b = (-a) ** 2, c = 2 ** -a, d = a ** 3 ** 0, e = a ** ++a, f = (a) ** 2, g = -(a ** 2), h = a **
2
a **= 2
globalThis.R = [a, b, c, d, e, f, g, h]
