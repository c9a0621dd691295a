class A {
  a = 1
  b
  c = 2; d
  'e f' = 3
  ;[`g`] = 4
  static h = 5
  static
  i = 6
  get
  j() { return 7 }
  static async *k() { yield 8 }
  #l = 9
  m() { return this.#l }
  static { A.n = 10 }
  o = () => this.a;
  in
  p = 11
}
var x = new A
globalThis.R = [x.a, Object.keys(x), A.h, A.i, x.j, x.m(), A.n, x.o(), 'static' in x]
