"""Papers set as PDF: same facts, same bytes, no network, one font family."""
