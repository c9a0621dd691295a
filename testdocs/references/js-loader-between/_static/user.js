note([window.one, window.two, window.three, defined]);
