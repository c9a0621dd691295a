var/**/a/**/=/**/1/**/;/**/var b/* x */=/* y */2//z
function/**/f/**/(/**/x/**/,/**/y/**/)/**/{/**/return/**/x/**/+/**/y/**/}/**/
if/**/(a)/**/b++/**/;else/**/b--
typeof/**/a;void/**/0;new/**/Object
var c=a/**/in/**/[1,2]
globalThis.R=[a,b,c,f/**/(1,2)]//