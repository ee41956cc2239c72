"""Everything that strangers see of published fact-checks: pages, feeds, cards. Of frozen snapshots alone."""
