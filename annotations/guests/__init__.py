"""Outside experts: one person, one claim, by a link; no account, no place on the desk."""
