"""A stand-in for Stripe in development, demo, tests and benchmarks: its own process, charging no card."""
