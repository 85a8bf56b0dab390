"""The catalogue of the mails in templates/ beside it."""

from locations.catalogue import AROUND, Mail, Placeholder

MAILS = (
    Mail(
        "letters.approved",
        title="Come in",
        when="when it is time",
        to="the guest",
        placeholders=(*AROUND, Placeholder("guest", "{{ guest }}", "the guest's name")),
    ),
    Mail(
        "letters.welcome",
        title="How to get in",
        when="before arrival",
        to="the guest",
        placeholders=(
            *AROUND,
            Placeholder("door_code", "{{ door_code }}", "the code of the door", is_secret=True),
        ),
        sealed=True,
    ),
)
