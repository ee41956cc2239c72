"""Highlights: a span, and where it lies in each version of its article."""
