"""The app: one package per concept, stacked; a package imports only from below (see docs/architecture.md)."""
