note("visits");
