var x = 3, y = 1
var a = x--> y
var r = [a, x]
while (x --> 0) r.push(x)
--> a comment
/* x */ --> another
/* x
*/ --> third
globalThis.R = r
