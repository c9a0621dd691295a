// The first.
const first = 1;
