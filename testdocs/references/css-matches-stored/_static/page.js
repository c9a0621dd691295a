localStorage.setItem("unwanted", atob("bGlua1tocmVmKj1uaWdodF0="));
const look = (node) => {
  for (const child of [...node.children]) {
    if (child.matches(localStorage.getItem("unwanted"))) child.remove();
    else look(child);
  }
};
look(document);
