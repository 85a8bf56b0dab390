"""What a mail is to those who edit its words, and the mails this app sends.

Each app declares its own as `MAILS`; `messaging.catalogue` collects them.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise
NAME = re.compile(r"[a-z][a-z_]*\Z")


@dataclass(frozen=True)
class Placeholder:
    """`{name}` in a house's words; `source` is a template of ours that says what stands in its place.

    It gets what the mail's own template gets. A secret one is of a sealed mail only, and never shown here.
    """

    name: str
    source: str
    what: Label
    is_secret: bool = False


@dataclass(frozen=True)
class Mail:
    """One kind of mail: `title` and `when` for those who look for it, `to` whom it goes.

    `key` names its templates (`messaging.emails.words`). A `sealed` one carries codes or secrets. Of a
    `fixed` one a house can't change the words; what is written `by_hand` each time has none to change.
    """

    key: str
    title: Label
    when: Label
    to: Label
    placeholders: tuple[Placeholder, ...] = ()
    sealed: bool = False
    fixed: bool = False
    by_hand: bool = False

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names) or not all(NAME.match(name) for name in self.names):
            raise ValueError(f"{self.key}: each placeholder needs a name of its own, in lower-case letters.")
        if not self.sealed and any(placeholder.is_secret for placeholder in self.placeholders):
            raise ValueError(f"{self.key}: only a sealed mail may carry secrets.")

    @property
    def names(self) -> list[str]:
        """Those of its placeholders, in their order."""
        return [placeholder.name for placeholder in self.placeholders]


# What the frame of every mail knows.
HOUSE = Placeholder("house", "{{ house.name }}", _("the house's name"))
NETWORK = Placeholder("network", "{{ network }}", _("the network's name"))
LINK = Placeholder("link", "{{ url }}", _("the address that the button leads to"))
BY = Placeholder("by", "{{ by }}", _("who did it"))
NAME_OF_READER = Placeholder("name", "{{ to.get_short_name }}", _("the first name of who reads it"))
AROUND = (HOUSE, NETWORK, LINK, NAME_OF_READER)
INVITED = (*AROUND, BY, Placeholder("email", "{{ to.email }}", _("the address they sign in with")))

MAILS = (
    Mail(
        "locations.steward_invited",
        title=_("Invited to look after the house"),
        when=_("when somebody becomes a steward of the house"),
        to=_("the new steward"),
        placeholders=INVITED,
    ),
    Mail(
        "locations.bookkeeper_invited",
        title=_("Invited to read the house's figures"),
        when=_("when somebody becomes a bookkeeper of the house"),
        to=_("the new bookkeeper"),
        placeholders=INVITED,
    ),
    Mail(
        "locations.resident_added",
        title=_("Put down as living in the house"),
        when=_("when a steward adds a resident"),
        to=_("the resident"),
        placeholders=(
            *AROUND,
            BY,
            Placeholder("start", "{{ residency.start|day }}", _("the day they moved in")),
            Placeholder(
                "end",
                "{% if residency.end %}{{ residency.end|day }}{% endif %}",
                _("the day they move out, if it is known"),
            ),
        ),
    ),
)
