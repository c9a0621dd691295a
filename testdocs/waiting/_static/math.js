note(JSON.stringify(window.MathJax));
