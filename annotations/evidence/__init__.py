"""Evidence for and against claims, over sources that the desk shares."""
