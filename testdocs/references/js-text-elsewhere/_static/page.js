function template() {/*
  <b>as it was written</b>
*/}
