"""The rating scale of a desk, in versions: an old verdict keeps the scale it was given under."""
