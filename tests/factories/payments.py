"""Bills and the money on them, on a bare house row: pages play no part here."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.contrib.auth.models import Group
from wagtail.models import Collection

from locations.models import House
from members.models import User
from payments.actions import bills
from payments.models import Bill, MoneyState, Payment, Refund, Source
from payments.rules.lines import Line

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class BareHouseFactory(factory.django.DjangoModelFactory):
    """A house without pages."""

    class Meta:
        model = House

    name = factory.Sequence(lambda n: f"Bare house {n}")
    slug = factory.Sequence(lambda n: f"bare-house-{n}")
    page_key = factory.LazyFunction(uuid.uuid4)
    group = factory.LazyAttribute(lambda house: Group.objects.create(name=f"House: {house.slug}"))
    collection = factory.LazyAttribute(
        lambda house: Collection.get_first_root_node().add_child(name=house.name)
    )
    currency = "USD"
    time_zone = "America/Los_Angeles"
    group = factory.LazyAttribute(lambda house: Group.objects.create(name=house.slug))
    collection = factory.LazyAttribute(lambda house: Collection.add_root(name=house.slug))


class PayerFactory(factory.django.DjangoModelFactory):
    """A person who pays."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Payer {n}")
    email = factory.Sequence(lambda n: f"payer{n}@example.org")


class BillFactory(factory.Factory):
    """A bill of two nights with one stay line of `amount`, or with `lines`."""

    class Meta:
        model = Bill

    house = factory.SubFactory(BareHouseFactory)
    payer = factory.SubFactory(PayerFactory)
    kind = "STAY"
    reference = factory.Sequence(lambda n: f"MN-{n:05}")
    label = "Two nights"
    path = "/stay/mine/"
    service_start = date(2026, 5, 1)
    service_end = date(2026, 5, 3)
    now = NOW

    @classmethod
    def _create(cls, model_class, *args, amount="200.00", lines=None, **fields):
        lines = lines or [Line(kind="STAY", label="Two nights", amount=Decimal(amount))]
        return bills.write(lines=lines, **fields)


class PaymentFactory(factory.django.DjangoModelFactory):
    """Cash that came in, applied already."""

    class Meta:
        model = Payment

    amount = Decimal("200.00")
    state = MoneyState.SUCCEEDED
    source = Source.CASH
    created_at = settled_at = applied_at = NOW


class RefundFactory(factory.django.DjangoModelFactory):
    """A refund of `payment`, made and on its way."""

    class Meta:
        model = Refund

    bill = factory.SelfAttribute("payment.bill")
    source = factory.SelfAttribute("payment.source")
    state = MoneyState.PENDING
    created_at = NOW
