var n = 0
a: for (;;) { b: for (;;) { n++
 if (n > 3) break a
 continue
 a
 } }
c: { n = 10; break c; n = 11 }
d: e: n++
f:
function g() {}
outer: while (1) { while (1) { break outer } break }
globalThis.R = n
