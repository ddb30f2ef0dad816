"""A province's own set of criteria as a list: read, understood, and what it would change."""
