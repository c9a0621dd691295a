var let = 1
let = 2
var o = { let, yield: 3 }
let++
if (let) let
{ let += 1 }
function f(let) { return let }
globalThis.R = [let, o, f(5)]
