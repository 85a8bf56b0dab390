"""Opening the page to pay on: what it says, and where it leads back to."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from bookings.actions import open_payment
from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory


def test_payment_page_names_the_stay_and_leads_back(transactional_db, standin, settings):
    settings.SITE_URL = "https://stay.example.org"
    now = timezone.now()
    room = RoomFactory(house=HouseFactory(terms="INSTANT"), rate=Decimal(85))
    arrive = now.date() + timedelta(days=30)
    booking = BookingFactory(room=room, arrive=arrive, depart=arrive + timedelta(days=3), now=now)

    payment = open_payment(booking, by=booking.guest, now=now)

    told = payment.parameters
    product = told["line_items"][0]["price_data"]["product_data"]
    dates = [f"{day:%a} {day.day} {day:%B}" for day in (booking.arrive, booking.depart)]
    assert product["description"] == f"{' to '.join(dates)}, booking {booking.number}"
    assert told["success_url"] == f"https://stay.example.org/payments/{booking.bill.reference}/return/"
    assert told["cancel_url"] == f"https://stay.example.org/stay/mine/{booking.number}/"
    assert told["locale"] == "en"
