"""What people see of payments."""

from payments.views.paying import returning, webhook

__all__ = ["returning", "webhook"]
