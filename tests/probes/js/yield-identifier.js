var yield = 6, await = 2
var g = 3, a = yield / 2 / g
function f() { return yield
/ 2 }
yield
* 2
globalThis.R = [a, f(), await / 2 / 1]
