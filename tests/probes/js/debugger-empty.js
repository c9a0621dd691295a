;;;var a = 1;;
;
if (a) ;
for (;;) { break }
{ }
{ ; }
function f() { ; return ; }
class A { ; a() {} ; ; }
switch (a) { }
label: ;
globalThis.R = [a, f()];;
