const read = Function.prototype.toString;
note(read.apply(shown));
note([shown].join());
console.log(shown);
