var a = 010, b = 09.5, c = '\101\0', d = 08, e = 0777 .toString()
globalThis.R = [a, b, c, d, e]
