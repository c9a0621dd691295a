var a = 0xFFn, b = 0b11n, c = 0O17, d = 0XAB, e = 1E3, f = 0xe+1, g = 0xe - 1, h = 1n ** 2n, i = -1n
globalThis.R = [a, b, c, d, e, f, g, h, i]
