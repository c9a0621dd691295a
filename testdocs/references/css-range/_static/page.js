const within = (node) => {
  const range = new Range();
  range.selectNodeContents(node);
  return [...range.cloneContents().children];
};
note(within(document.head).filter((each) => each.localName === "link").length);
