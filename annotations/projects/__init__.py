"""A project is a desk: who belongs to it, as what, and who may do what."""
