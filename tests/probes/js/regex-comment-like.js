var a = 4, b = 2
var c = a / /* x */ b
var d = a /// y
 b
var e = /\/\*/.source + '/* */'
var f = a //**/ z
/ b
var g = 1 /* / */ / 2
var h = [/a/ /* x */, /b/// z
]
globalThis.R = [c, d, e, f, g, h.map(String)]
