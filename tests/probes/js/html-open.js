var x = 3, y = 2, a = x<!--y
;var b = x <! --y
var c = x < !--y
globalThis.R = [a, b, c, x, y]
