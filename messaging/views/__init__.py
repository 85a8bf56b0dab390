"""Screens of the outbox, and the doors that Mailgun calls."""
