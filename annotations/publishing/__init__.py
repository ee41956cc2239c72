"""Fact-checks in public: frozen snapshots, one for each version, and what strangers read of them."""
