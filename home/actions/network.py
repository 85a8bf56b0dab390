"""Opening the network: its front door in place of Wagtail's page of welcome, and the small print."""

import json
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from home.models import HomePage, StandardPage
from members.models import User

Words = list[tuple[str, object]]

START: Final = "This is a start, written with the site. Put your own words in its place before you open."
TERMS: Final[Words] = [
    ("notice", {"tone": "attention", "text": f"<p>{START} No lawyer has read it.</p>"}),
    (
        "text",
        "<h2>Who you book with</h2>"
        "<p>You book with the house, not with the network. The house is whoever is named on your bill.</p>"
        "<h2>Asking, and booking at once</h2>"
        "<ul><li>Where a house answers requests, asking costs nothing and binds nobody. If the house has not "
        "answered in the number of days its page names, or by the end of the day you wanted to arrive, "
        "your request is over and you are told.</li>"
        "<li>If the house says yes, it holds your bed until the time the mail names. The stay is settled "
        "when you have paid.</li>"
        "<li>Where you book at once, the bed is held for 35 minutes while you pay.</li></ul>"
        "<h2>What you pay</h2>"
        "<p>The total you saw before you sent the form. A later change of price doesn't touch a bill that "
        "was written.</p>"
        "<h2>If you cancel</h2>"
        "<p>The page of your stay says what goes back to you before you cancel.</p>"
        "<h2>In the house</h2>"
        "<p>You accepted the house rules with your booking; they are kept with it as they were that day.</p>",
    ),
]
PRIVACY: Final[Words] = [
    ("notice", {"tone": "attention", "text": f"<p>{START} Say who you are and how to reach you.</p>"}),
    (
        "text",
        "<h2>What is kept</h2>"
        "<ul><li>Your e-mail address, because it is how you sign in, and your name. A telephone number, a "
        "few words about yourself and a photo only if you give them.</li>"
        "<li>Your stays, what you wrote to the house about them, and what was paid.</li>"
        "<li>The mails you were sent. Codes for signing in are wiped from them once they are sent.</li></ul>"
        "<h2>What is not kept</h2>"
        "<p>Your card: you type its number on the payment company's page. What you looked at: there are no "
        "counters and no advertisements on these pages. One cookie keeps forms safe, one keeps you signed "
        "in.</p>"
        "<h2>Who sees it</h2>"
        "<p>The stewards of a house see who asked to stay in that house and what they wrote. Other houses "
        "see nothing of it. The operators of the site can see all of it. A payment company handles cards "
        "and a mail company carries mail. Nobody is shown on a house's page who did not agree to it.</p>"
        "<h2>Having it deleted</h2>"
        "<p>What is kept about you stands on your profile, to read and to take along, and there you erase it "
        "yourself once your stays and bills are settled. Receipts and invoices stay as the law wants, and "
        "what was paid stays without your name.</p>"
        "<p>By itself, what was written about a request that came to nothing goes after a year, mail after "
        "two, and what was written about your stays three years after your last.</p>",
    ),
]


@transaction.atomic
def open_network(*, by: User) -> HomePage:
    """The front door of a network that has none yet, with terms and privacy as a start to write on."""
    home = front_door(settings.WAGTAIL_SITE_NAME, by=by)
    home.save_revision(user=by).publish(user=by)
    for title, slug, words in (("Terms", "terms", TERMS), ("Privacy", "privacy", PRIVACY)):
        body = json.dumps([{"type": kind, "value": value} for kind, value in words])
        page = StandardPage(title=title, slug=slug, body=body, owner=by, live=False)
        home.add_child(instance=page)
        page.save_revision(user=by).publish(user=by)
    return home


def front_door(title: str, *, by: User) -> HomePage:
    """A home page in place of Wagtail's page of welcome, with the site standing on it."""
    root = Page.get_first_root_node()
    locale, _new = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage(title=title, slug="network", locale=locale, owner=by)
    root.add_child(instance=home)
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": title,
            "root_page": home,
        },
    )
    for page in Page.objects.filter(depth=2).exclude(pk=home.pk):
        if page.specific_class is Page and not page.get_children().exists():
            page.delete()
    return home
