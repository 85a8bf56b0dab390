"""Every write of money that means something."""


class Refused(Exception):
    """What was asked can't be done; the message tells a person why and what to do."""
