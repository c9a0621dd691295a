note("page");
