var a = 1, b = 2, c
c = a +
+b
c = a
+ +
b
c += a -
-b
var d = a
- -b
var e = a++
+ b
var f = a
+ ++b
globalThis.R = [a, b, c, d, e, f]
