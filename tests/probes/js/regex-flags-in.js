var o = { g: 1 }, a = /a/g in o, b = /x/
in o, c = /y/ instanceof Object, d = /z/g
.source, e = /w/ .flags
globalThis.R = [a, b, c, d, e]
