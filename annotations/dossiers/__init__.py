"""A claim, an article or a span with all that hangs on it: the views and actions that cross concepts."""
