var a = 1 // x + 2
var b = 3 // y + 4
var c = a /*   */ + b
globalThis.R = [a, b, c]
