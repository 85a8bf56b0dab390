"""Houses and rooms as search engines read them (schema.org, its page "Markup for Hotels")."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

Thing = dict[str, Any]


def lodging(
    name: str, *, url: str, description: str, image: str, place: str, address: str, currency: str
) -> Thing:
    """A house. What is empty is left out."""
    where = filled({"@type": "PostalAddress", "streetAddress": address, "addressLocality": place})
    return filled(
        {
            "@type": "LodgingBusiness",
            "name": name,
            "url": url,
            "description": description,
            "image": image,
            "address": where if len(where) > 1 else None,
            "currenciesAccepted": currency,
        }
    )


def room_offer(
    name: str,
    *,
    url: str,
    description: str,
    image: str,
    sleeps: int,
    bed: str,
    rate: Decimal,
    currency: str,
    house: tuple[str, str],
) -> Thing:
    """A room and what a night in it costs; `house` is the name and address of the one it is in."""
    price = f"{rate.normalize():f}"
    per_night = {
        "@type": "UnitPriceSpecification",
        "price": price,
        "priceCurrency": currency,
        "unitCode": "DAY",
    }
    return filled(
        {
            "@type": ["HotelRoom", "Product"],
            "name": name,
            "url": url,
            "description": description,
            "image": image,
            "bed": bed,
            "occupancy": {"@type": "QuantitativeValue", "maxValue": sleeps, "unitCode": "C62"},
            "containedInPlace": {"@type": "LodgingBusiness", "name": house[0], "url": house[1]},
            "offers": {
                "@type": "Offer",
                "url": url,
                "price": price,
                "priceCurrency": currency,
                "priceSpecification": per_night,
            },
        }
    )


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> Thing:
    """The way from the front door to a page, as names and addresses."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def filled(thing: Thing) -> Thing:
    """Without what is empty."""
    return {name: value for name, value in thing.items() if value not in ("", None)}
