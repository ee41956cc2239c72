"""What people hold to be wrong in published fact-checks: answered by one, confirmed by another."""
