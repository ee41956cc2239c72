"""The append-only, hash-chained log of every write to what a desk shares; `record()` is its only writer."""
