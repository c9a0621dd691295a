const find = (what, within = document) => within.querySelector(what);
const NIGHT = "link[href*=night]";
find(NIGHT).disabled = true;
