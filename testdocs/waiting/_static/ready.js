function ready(act) {
  if (document.readyState !== "loading") act();
  else document.addEventListener("DOMContentLoaded", act);
}
