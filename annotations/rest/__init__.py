"""What API views share: project lookup, problem+json, lists, ETags, idempotency. All of it is HTTP."""
