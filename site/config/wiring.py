"""Settings that name functions and lists of ours: what an app calls without knowing whose it is."""

from typing import Any

# The only calls that go up the arrows between apps (docs/decisions/0005-wiring-instead-of-signals.md)

WIRING: dict[str, Any] = {
    "audience": "bookings.queries.audience",
    "bill_changed": "bookings.actions.money.bill_changed",
    "future_stays": "bookings.queries.future_stays",
    # A person goes: what has to be settled first, and what each app blanks.
    "person_erase": {
        "why_not": [
            "bookings.queries.person.why_not_erase",
            "payments.queries.person.why_not_erase",
            "locations.queries.why_not_erase",
            "members.queries.why_not_erase",
        ],
        "erase": [
            "bookings.actions.person.erase",
            "payments.actions.person.erase",
            "messaging.actions.person.erase",
            "locations.actions.person.erase",
            "members.actions.leaving.erase_account",
            "bookings.actions.person.forget_stays_in_log",
        ],
    },
    "person_export": [
        "members.queries.person_export",
        "locations.queries.person_export",
        "bookings.queries.person.person_export",
        "payments.queries.person.person_export",
        "messaging.queries.person.person_export",
    ],
    # By app: what a mail of its catalogue is shown with, in the admin
    "preview": {"bookings": "bookings.emails.preview", "locations": "locations.emails.preview"},
    "reply": "bookings.actions.replies.take_reply",
    "stayed_houses": "bookings.queries.stayed_houses",
}

# What the worker calls as f(now) -> how much was done; the minute's by one worker at a time

EVERY_SECOND = [
    "config.tasks.run_due",
    "messaging.inbound.process_due",
    "messaging.send.deliver_due",
    "payments.webhooks.process_due",
    "home.actions.renditions.run_due",
    "home.actions.purges.run_due",
    "home.actions.remaking.run_due",
]
EVERY_MINUTE = [
    "bookings.actions.expiry.expire_holds",
    "bookings.actions.expiry.lapse_requests",
    "bookings.actions.expiry.remind",
    "bookings.actions.rests.run_due",
    "payments.actions.settle.run_due",
    "payments.actions.fees.run_due",
    "payments.webhooks.forget_old",
    "messaging.actions.events.forget_old",
    "messaging.inbound.forget_old",
    "locations.actions.secrets.reseal_due",
    "config.tasks.forget_old",
    "config.backups.look",
    # Others' servers are slow: last.
    "bookings.actions.reading.import_due",
]

# What run_daily_tasks calls as f(now) -> items, each done by itself (home.rules.daily)

DAILY = [
    "bookings.daily.welcomes",
    "bookings.daily.farewells",
    "bookings.daily.stewards_news",
    "bookings.daily.peoples_news",
    "payments.daily.reconciled",
    "bookings.daily.old_words",
    "messaging.daily.old_mail",
]

# Where each app declares the mails it sends (messaging.catalogue collects them)

MAIL_CATALOGUES = ["bookings.catalogue.MAILS", "locations.catalogue.MAILS", "messaging.catalogue.MAILS"]
