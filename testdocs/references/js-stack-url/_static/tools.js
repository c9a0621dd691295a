function outermost() {
    const lines = new Error().stack.trim().split("\n");
    return /[^/]+\.js/.exec(lines.pop())[0];
}
note(outermost());
