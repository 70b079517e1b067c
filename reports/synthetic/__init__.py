"""A made-up province: the same numbers and seed give the same data, all marked as sample."""
