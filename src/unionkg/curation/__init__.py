"""People's decisions: the ledger that keeps them, and what they make of an extraction. See `docs/review.md`."""
