var x = await 1
await
2
var y = await /x/.source
for await (var z of [3]) ;
export default x
+ y
export const f = async () => await 4
globalThis.R = [x, y, z]
