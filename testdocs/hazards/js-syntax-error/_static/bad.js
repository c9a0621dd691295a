globalThis.R ??= [];
R.push("bad");
let = ;
