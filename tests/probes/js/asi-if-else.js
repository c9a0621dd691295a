var a = 0
if (a) a = 1
else a = 2
if (a == 2)
  a = 3
else
  a = 4
if (a) ; else a = 5
for (;;) break
while (0) ;
for (var i = 0; i < 2; i++) ;
globalThis.R = [a, i]
