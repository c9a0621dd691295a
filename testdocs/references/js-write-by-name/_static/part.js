var part = 1;
note("part");
