note([document.head, document.body].map(files));
