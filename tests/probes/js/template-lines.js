var t = `a
  b

   c  // no comment
 /* nor  this */  `
var u = `\
  d`
var v = `${ 1 }  ${
 2
}  `
var w = `$  {a} $${ 1 }  \${  }  \`  `
globalThis.R = [t, u, v, w]
