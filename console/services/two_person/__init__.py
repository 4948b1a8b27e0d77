"""Acts that take two people, or three: one engine (`engine`), and a module for each noun that says what is its own."""
