var a = x => x
;[1].map(a)
var b = x => { return x }
;(function () {})
var c = () => {}
;`t`
globalThis.R = 1
