let later = 1;
function helper() { note("helper " + window.settled); }
