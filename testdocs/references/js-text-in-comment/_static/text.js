function text() {/*
  some
  lines
*/}
note(text.toString().split("\n").length);
