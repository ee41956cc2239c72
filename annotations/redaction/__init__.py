"""Taking words away for good where a court or the law demands it: two people, a reason, a tombstone."""
