"""Figures of what must be fast, each beside its peer in the same run."""
