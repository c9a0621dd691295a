async function f() { var r = await /a/g.source; var s = await [1]; var t = await (2); var u = await
3; return [r, s, t, u, await + 4, await -5, await !6] }
f().then(v => { globalThis.R = v })
