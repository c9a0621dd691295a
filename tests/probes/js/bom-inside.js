var a = 1;﻿ var b = 2
﻿
var c = 'x﻿  y'
var﻿d = 4
globalThis.R = [a, b, c, d]
