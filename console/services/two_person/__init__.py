"""Acts that need two people, or three: one engine (`engine`), and a module for each noun with its own rules."""
