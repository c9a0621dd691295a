class A { }
class B extends (class { x = 1 }) { }
class C extends A { constructor() { super
() } static s = super.name }
var D = class extends B { }, E = class F { n() { return F.name } }
class G extends (0, A) { 'use strict' = 1 }
globalThis.R = [new B().x, C.s, D.name, new E().n(), Object.keys(new G)]
