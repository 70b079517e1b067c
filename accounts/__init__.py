"""People who sign in, their sessions, verdicts and the audit chain: the ground floor."""
