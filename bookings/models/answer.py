"""What one steward answers one request with."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from bookings.models.booking import Booking, Move
from locations.models import House
from messaging.models import booking_address


class AnswerKey(models.Model):
    """Lets `steward` answer the request of `step` once, by the links of a mail or by replying to it.

    `token` is in the address of the reply; the links are signed (`bookings.queries.answers`).
    """

    step = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="answer_keys")
    steward = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # Mail programs may write an address in small letters.
        indexes = [models.Index(Lower("token"), name="answer_key_lower_token")]
        constraints = [
            models.UniqueConstraint(fields=["step", "steward"], name="answer_key_one_per_steward_and_request")
        ]

    def __str__(self) -> str:
        return f"{self.booking.number}: {self.steward}"

    @property
    def booking(self) -> Booking:
        return self.step.booking

    @property
    def address(self) -> str:
        house: House = self.booking.house
        return booking_address(house, self.token)
