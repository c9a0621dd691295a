note("slow");
