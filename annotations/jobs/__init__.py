"""Work that is done after the answer: jobs in the database, leased by a worker, done at least once."""
