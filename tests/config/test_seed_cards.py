"""The stand-in knows the cards that guests paid with lately, so that their stays can be cancelled."""

from datetime import timedelta

from django.utils import timezone

from config.seed.cards import LATELY
from config.seed.network import Size, seed
from payments import gateway
from payments.actions.reconcile import reconcile
from payments.models import MoneyState, Payment, Refund, Source


def test_both_sides_agree_on_what_was_paid_lately(db, standin, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    now = timezone.now()

    seed(Size(houses=1, rooms=3, bookings=200), now=now, say=lambda line: None, till=tmp_path / "standin")

    lately = {"source": Source.STRIPE, "created_at__gte": now - LATELY}
    assert list(reconcile(since=now - LATELY + timedelta(days=1), now=now)) == []
    assert Payment.objects.filter(**lately).count() > 10
    refund = Refund.objects.filter(**lately, state=MoneyState.SUCCEEDED).select_related("bill").first()
    known = gateway.retrieve_refund(refund.refund_id)
    assert (known.amount, known.currency) == (refund.amount, refund.bill.currency)
