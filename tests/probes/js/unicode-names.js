var é = 1, ñandú = 2, 变量 = 3, $ = 4, _ = 5, ª = 6, 𠮷 = 7
var o = { é, 变量: 8 }
returned = typeof é
var r = 1 in [é, ñandú]
for (var ü of [1]) ;
globalThis.R = [o, $ + _ + ª + 𠮷, returned, r, ü, é in o, 变量 instanceof Object]
