var a = 1, b = 2
a
++b
a
--
b
var c = a
+ +b
var d = a +
++b
globalThis.R = [a, b, c, d]
