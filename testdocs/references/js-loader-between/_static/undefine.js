define = undefined;
