var a = 1 /*
*/ var b = 2 // x
/* y
*/ var c = 3
function f() { return /*
*/ 4 }
a /*
*/ ++b
globalThis.R = [a, b, c, f()]
