const isThere = ({ type, attribute, value }) =>
    document.querySelector(`${type}[${attribute}*="${value}"]`) !== null;
note(isThere({ type: "script", attribute: "src", value: "widget-" + "kit" }));
