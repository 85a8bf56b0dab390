"""Split what was paid before payments were split, by the bills as they stand now."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import migrations

from payments.rules import split as rule

AT_ONCE = 500
ZERO = Decimal(0)


def split_payments(apps, schema_editor):
    Payment, Refund = apps.get_model("payments", "Payment"), apps.get_model("payments", "Refund")
    Bill = apps.get_model("payments", "Bill")
    bills = Bill.objects.filter(payments__state="SUCCEEDED").select_related("house").order_by("pk").distinct()
    last = 0
    while some := list(bills.filter(pk__gt=last).prefetch_related("lines")[:AT_ONCE]):
        last = some[-1].pk
        of = {"bill__in": [bill.pk for bill in some], "state": "SUCCEEDED"}
        payments = list(Payment.objects.filter(**of).order_by("settled_at", "pk"))
        refunds = list(Refund.objects.filter(**of).order_by("settled_at", "pk"))
        made = [pair for bill in some for pair in of_bill(bill, payments_of(bill, payments), payments_of(bill, refunds))]
        write(apps, made)


def payments_of(bill, rows):
    return [row for row in rows if row.bill_id == bill.pk]


def of_bill(bill, payments, refunds):
    """Pairs of a row's fields and its split: the payments first, then the refunds of each."""
    made, came = [], {}
    for payment in payments:
        came[payment.pk] = rule.came(
            payment.amount,
            lines=bill.lines.all(),
            before=sum((split.amount for split in came.values()), ZERO),
            taken=added(came.values()),
            currency=bill.currency,
        )
        made.append(({"payment_id": payment.pk, **fields(bill, payment)}, came[payment.pk]))
    gone = {}
    for refund in refunds:
        back = gone.setdefault(refund.payment_id, [])
        split = rule.went(
            refund.amount,
            of=came[refund.payment_id],
            before=-sum((one.amount for one in back), ZERO),
            taken={key: -part for key, part in added(back).items()},
            currency=bill.currency,
        )
        back.append(split)
        made.append(({"refund_id": refund.pk, **fields(bill, refund)}, split))
    return made


def added(splits):
    parts = {}
    for split in splits:
        for key, part in split.parts.items():
            parts[key] = parts.get(key, ZERO) + part
    return parts


def fields(bill, row):
    day = row.settled_at.astimezone(ZoneInfo(bill.house.time_zone)).date()
    return {
        "on": getattr(row, "received_on", None) or day,
        "house_id": bill.house_id,
        "currency": bill.currency,
        "source": row.source,
    }


def write(apps, made):
    Split, SplitPart = apps.get_model("payments", "Split"), apps.get_model("payments", "SplitPart")
    names = ("amount", "fees", "taxes", "house_fees", "to_house", "has_fees")
    rows = [Split(**values, **{name: getattr(split, name) for name in names}) for values, split in made]
    Split.objects.bulk_create(rows)
    parts = [
        SplitPart(split=row, kind=key.kind, label=key.label, percent=key.percent, paid_by=key.paid_by, amount=part)
        for row, (_values, split) in zip(rows, made, strict=True)
        for key, part in split.parts.items()
    ]
    SplitPart.objects.bulk_create(parts)


def forget_splits(apps, schema_editor):
    apps.get_model("payments", "SplitPart").objects.all().delete()
    apps.get_model("payments", "Split").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_documents_and_splits")]

    operations = [migrations.RunPython(split_payments, forget_splits)]
