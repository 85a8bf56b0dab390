"""Writes that mean something about people."""

from members.actions.accounts import account_for, choose_to_be_named, give_name

__all__ = ["account_for", "choose_to_be_named", "give_name"]
