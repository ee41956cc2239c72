"""Articles and their versions; a version's text never changes."""
