"use strict";
globalThis.R ??= [];
R.push(this === window, typeof this);
