var let
var R0 = []
let
x = 1
R0.push(x)
var l = { let: 2 }
let
[y] = [3]
R0.push(y)
globalThis.R = R0
