"""Rules of the papers: pure functions over values, without Django and without a clock."""
