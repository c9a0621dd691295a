globalThis.R ??= [];
var one = 1;
const two = 2;
function three() {
  return 3;
}
class Four {
  static value = 4;
}
let [five] = [5];
implicit = 6;
