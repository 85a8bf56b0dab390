"""Houses and rooms in the words of schema.org."""

from decimal import Decimal

from locations.rules.data import breadcrumbs, lodging, room_offer


def test_lodging_leaves_out_what_is_empty():
    thing = lodging(
        "Embassy", url="https://x/e/", description="", image="", place="", address="", currency="USD"
    )

    assert thing == {
        "@type": "LodgingBusiness", "name": "Embassy", "url": "https://x/e/", "currenciesAccepted": "USD",
    }  # fmt: skip


def test_lodging_says_where_it_is():
    thing = lodging(
        "Embassy", url="u", description="d", image="i", place="San Francisco", address="", currency="USD"
    )

    assert (thing["description"], thing["image"]) == ("d", "i")
    assert thing["address"] == {"@type": "PostalAddress", "addressLocality": "San Francisco"}


def test_room_offer_names_the_price_of_a_night():
    thing = room_offer(
        "Attic", url="u", description="", image="", sleeps=2, bed="One double bed", rate=Decimal("80.5000"),
        currency="EUR", house=("Embassy", "h"),
    )  # fmt: skip

    assert thing["@type"] == ["HotelRoom", "Product"]
    assert thing["occupancy"]["maxValue"] == 2
    assert thing["containedInPlace"] == {"@type": "LodgingBusiness", "name": "Embassy", "url": "h"}
    assert thing["offers"]["priceSpecification"] == {
        "@type": "UnitPriceSpecification", "price": "80.5", "priceCurrency": "EUR", "unitCode": "DAY",
    }  # fmt: skip


def test_breadcrumbs_count_from_one():
    items = breadcrumbs([("Home", "/"), ("Embassy", "/e/")])["itemListElement"]

    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Home", "/"), (2, "Embassy", "/e/"),
    ]  # fmt: skip
