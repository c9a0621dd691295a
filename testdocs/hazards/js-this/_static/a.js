globalThis.R ??= [];
var own = 1;
R.push(this === window, this.own, typeof this.late);
this.marker = 2;
