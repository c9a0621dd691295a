globalThis.R ??= [];
const messages = 1;
class Panel {}
let open = 0;
var shared = 1;
R.push("a");
