var n = 0, a = 5
a: for (var i = 0; i < 2; i++) { for (var j = 0; j < 2; j++) { n++
 if (j == 0) continue
 a
 if (n > 10) break
 a } }
globalThis.R = [n, a]
