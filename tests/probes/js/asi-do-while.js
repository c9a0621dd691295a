var n = 0
do n++; while (n < 3) n += 10
do { n++ } while (n < 20)
n++
do n++
while (n < 30)
;
globalThis.R = n
