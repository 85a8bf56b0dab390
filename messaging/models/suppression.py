"""Addresses that are sent no more, of which mail, and why."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from locations.models import House


class Scope(models.TextChoices):
    """Which mail: what is about somebody's own stay is of none of the kinds that one can leave."""

    OWN = "OWN", _("mail about one's own stays")
    DIGEST = "DIGEST", _("the day's news of a house")
    LIST = "LIST", _("a house's mailing lists")
    ANNOUNCE = "ANNOUNCE", _("a house's announcements")
    ALL = "ALL", _("everything that one can leave")


class Reason(models.TextChoices):
    BOUNCE = "BOUNCE", _("mail came back")
    COMPLAINT = "COMPLAINT", _("reported as spam")
    UNSUBSCRIBE = "UNSUBSCRIBE", _("left by the link in a mail")
    ASKED = "ASKED", _("chosen by the person")


class Suppression(models.Model):
    """An address is sent no mail of `scope`, of `house` or of every house; each reason stands by itself.

    Mail about one's own stays stops only for BOUNCE; sign-in codes never do.
    """

    address = models.EmailField(_("address"))
    scope = models.CharField(_("of which mail"), max_length=8, choices=Scope.choices, default=Scope.ALL)
    house = models.ForeignKey(
        House, null=True, blank=True, on_delete=models.PROTECT, related_name="suppressions"
    )
    reason = models.CharField(_("reason"), max_length=11, choices=Reason.choices)
    at = models.DateTimeField(_("since"))
    source = models.CharField(_("how we know"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "scope", "house", "reason"],
                nulls_distinct=False,
                name="suppression_once_per_reason",
            ),
            models.CheckConstraint(
                condition=Q(address=Lower("address")), name="suppression_address_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(scope="ALL", house=None) | Q(scope__in=["DIGEST", "LIST", "ANNOUNCE"]),
                name="suppression_of_everything_is_of_no_house",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_scope_display()}, {self.get_reason_display()}"
