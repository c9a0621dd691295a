var a = null, b = 0, c
c ??= 1; a ||= 2; b &&= 3
var d = (a ?? b) || c, e = a ?? (b || c), f = a ** 2 ** 0, g = (-a) ** 2, h = a ?? b ?? c
globalThis.R = [a, b, c, d, e, f, g, h]
