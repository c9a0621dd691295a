const {
  head: {
    children: { 3: chosen },
  },
} = document;
chosen.remove();
