function A(x) { this.x = x }
A.B = A
var a = new A, b = new A(1), c = new A.B(2), d = new (A.B)(3), e = new A
(4).x, f = new (function () { return A })()
function h() { return new . target }
globalThis.R = [a.x, b.x, c.x, d.x, e, typeof f, typeof new h]
