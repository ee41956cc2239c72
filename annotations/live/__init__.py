"""What is new on a desk: the change log as its members read it."""
