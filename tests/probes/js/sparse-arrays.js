var a = [, ], b = [1, , 2], c = [, , ], d = [1, ], e = [ , 1]
globalThis.R = [a.length, b.length, c.length, d.length, e.length, 1 in b]
