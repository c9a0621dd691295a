var a = 1, b = 2
a ++b
function f() { return 1 }
function g() { return /*   */ 1 }
globalThis.R = [a, b, f(), g()]
