var x = 3, r = []
x
-1 > 1
r.push(x)
x
/* y */ -1 > 1
globalThis.R = r
