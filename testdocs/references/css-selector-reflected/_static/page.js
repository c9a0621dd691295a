class View {
  constructor(root) {
    this.root = root;
  }
  all(what) {
    return this.root.querySelectorAll(Reflect.get({ sheets: "link" }, what));
  }
}
new View(document.head).all("sheets")[1].disabled = true;
