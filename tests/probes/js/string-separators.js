var a = 'a   b', b = "c   d", c = `e   f`, d = '\u2028', e = '\ x'
globalThis.R = [a, b, c, d, e]
