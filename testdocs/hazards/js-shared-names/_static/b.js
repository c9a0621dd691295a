globalThis.R ??= [];
R.push(one, two, three(), Four.value, five, implicit);
five = 7;
var one;
