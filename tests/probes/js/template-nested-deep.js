var a = 1, b = x => x
var t = `a  ${ b(`b  ${ a + `c  ${ { a: `d  }` }.a }  ` }  `) }  ${ /`  }/.source } ${ '}`' } ${ a /* } */ + 1 } `
globalThis.R = [t]
