var a = 1_000, b = 0xF_F, c = 0b1_0, d = 1_0.0_1, e = 1e1_0, f = 10_0n, g = 0o1_7
globalThis.R = [a, b, c, d, e, f, g]
