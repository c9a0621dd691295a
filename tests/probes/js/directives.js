'use strict'
var r = (function () { return typeof this })()
function f() { 'use asm'; 'use  strict'
 return typeof this }
function g() {
  'a'
  + 'b'
  return 1 }
function h() { ('use strict'); return 2 }
globalThis.R = [r, f(), g(), h()]
