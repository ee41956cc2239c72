"""What concerns a person: on the page at once, by mail as they choose. Personal rows, in no log."""
