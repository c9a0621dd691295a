"""What makes CSS or JavaScript of a foreign type, and what hosts the compilers."""
