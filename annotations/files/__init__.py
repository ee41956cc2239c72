"""Uploaded files: what they really are, where they lie, how they are given out."""
