globalThis.R ??= [];
R.push(typeof later, typeof laterClass, "laterVariable" in window, "block" in window, typeof loop);
try {
  laterConstant;
} catch (error) {
  R.push(error.message);
}
