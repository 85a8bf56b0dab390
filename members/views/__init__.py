"""The pages of signing in, of one's own account, and what Wagtail's admin shows of accounts."""
