globalThis.R ??= [];
"use strict.";
R.push(011);
