var a = '//', b = "/*", c = 1 // */ x
var d = /* // */ 2
var e = '*/', f = 3 /* ' */, g = '/* " */' // "
var h = 4 /* ` */ + 5 // `
var i = 6 /* \*/
globalThis.R = [a, b, c, d, e, f, g, h, i] // end