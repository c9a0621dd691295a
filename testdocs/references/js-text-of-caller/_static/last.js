var caller = function () {
    return String(arguments.callee.caller);
};
