'use strict'
+ 1
var r = (function () { return this === undefined })()
function f() { 'use strict'
 .length
 return this === undefined }
function g() { 'use\x20strict'; return this === undefined }
globalThis.R = [r, f(), g()]
