var r = []
!function () { r.push(1) }()
+function () { r.push(2) }()
;(function () { r.push(3) })()
;(() => { r.push(4) })()
new function () { r.push(5) }
void function () { r.push(6) }
()
var f = function g() { return typeof g }
, h = new (class {})
globalThis.R = [r, f(), typeof h]
