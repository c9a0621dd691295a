globalThis.R ??= [];
R.push(`one
  two

	three  
`, JSON.stringify(`a
bc
`), String.raw`x\
y`);
R.push(1) R.push(2) // comment R.push(3)
R.push("long \
  line")
/* 
 */