"use strict";
// The second.
const second = first + 1;
