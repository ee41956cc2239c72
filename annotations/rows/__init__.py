"""What every row shares: an opaque id, a revision, deletion that can be undone, folded search."""
