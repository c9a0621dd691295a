const run = (look) => (look("[href]")[1].disabled = true);
run(seek);
