"""A running example for newcomers: people of every role and a bloc in the middle of its year."""
