class A { a
  *b() { yield 1 } c = 1
  ;*d() { yield 2 } ;[`e`] = 3 }
var x = new A
globalThis.R = [Object.keys(x), typeof x.b]
