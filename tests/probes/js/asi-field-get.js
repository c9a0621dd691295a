class A { get
 a() { return 1 } set
 b(v) {} static
 c() { return 2 } }
class B { get; set; static; async
 d() { return 3 } }
class C { get = 1; set = 2; static = 3; async = 4 }
var b = new B, c = new C
globalThis.R = [new A().a, A.c(), Object.keys(b), b.d(), c.get + c.set + c.static + c.async]
