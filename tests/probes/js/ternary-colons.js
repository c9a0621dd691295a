var a = 1, b = a ? { c: 1 } : { d: 2 }, e = a ? x => x : y => y, f = a ? (1) : (2), g = a ? /r/ : /s/, h = a ? a ? 1 : 2 : 3, i = a ? `t` : 'u', j = a?-1:+1, k = a ? [1] : [2]
globalThis.R = [b, f, g.source, h, i, j, k, e(5)]
