class Sheets {
    #find(what) {
        return document.querySelectorAll(what);
    }
    get all() {
        return this.#find("head > :is(LINK)");
    }
}
new Sheets().all[1].disabled = true;
