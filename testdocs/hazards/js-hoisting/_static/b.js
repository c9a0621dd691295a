globalThis.R ??= [];
function later() {}
class laterClass {}
var laterVariable = 1;
const laterConstant = 2;
{
  function block() {}
}
for (var loop of [1]);
R.push(typeof later, typeof laterClass, typeof block, loop);
