var a = 'x \
   y', b = "x  \
   y", c = 'a  // b', d = "/*  */", e = '\'  "', f = "'  \"", g = '\\', h = '  ', i = 'a\0', j = '\u{1F600}  ', k = '<!--  ', l = '-->  '
globalThis.R = [a, b, c, d, e, f, g, h, i, j, k, l]
