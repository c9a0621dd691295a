var a = 1　;var﻿b﻿=﻿2
var c = a + b
globalThis.R = [a, b, c, typeof a]
