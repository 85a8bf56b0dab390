"""Which papers and figures somebody may see."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from locations.access import house_or_404, houses_for
from locations.models import House
from members.models import User
from payments.models import Bill, Document


def own_bill_or_404(user: User | AnonymousUser, reference: str) -> Bill:
    """A bill that `user` pays; Http404 for every other."""
    if not isinstance(user, User):
        raise Http404
    return get_object_or_404(Bill.objects.select_related("house", "payer"), reference=reference, payer=user)


def bill_or_404(user: User, house: str, reference: str, *, may: str) -> Bill:
    """A bill of a house in which `user` may do `may`; Http404 for every other."""
    found = house_or_404(user, house, may=may)
    return get_object_or_404(Bill.objects.select_related("house", "payer"), house=found, reference=reference)


def document_or_404(user: User, house: str, number: str, *, may: str = "reports") -> Document:
    """A document of a house in which `user` may do `may`; Http404 for every other."""
    found = house_or_404(user, house, may=may)
    rows = Document.objects.select_related("house", "bill", "of__house")
    return get_object_or_404(rows, house=found, number=number)


def reported_houses(user: User | AnonymousUser) -> QuerySet[House]:
    """Houses whose figures `user` may read: an operator's are those of the network."""
    return houses_for(user, may="reports")
