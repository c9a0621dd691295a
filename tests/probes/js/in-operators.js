var o = { a: 1 }, r = ['a'in o, 'a' in(o), 'b'in{ b: 1 }, !('a'in o), 'x'instanceof Object, [1]in o, typeof[1], void(0), typeof(1), delete(o.a), !delete o.b]
for (var k in{ c: 1 }) r.push(k)
for (var v of[2]) r.push(v)
if(1)r.push(3);else r.push(4)
do r.push(5);while(0)
return_ = function () { return[6] }()
globalThis.R = [r, return_]
