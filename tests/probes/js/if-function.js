var r = []
if (1) function f() { r.push(1) }
f()
if (0) ; else function g() { r.push(2) }
g()
a: function h() {}
{ function i() { return 3 } }
r.push(i())
globalThis.R = r
