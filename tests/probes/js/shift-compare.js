var a = 8, b = 1
globalThis.R = [a>>b, a>>>b, a<<b, a<b, a< -b, a>-b, a<!b, a>=b, a<=b, a&b, a& -b, a&&b, a|b, a||b, a^~b, !~a, a==-b, a!=-b, a===+b, a!==+b, a%-b]
