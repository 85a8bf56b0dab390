"""Objects in Stripe's published shapes, every field present, to be filled in."""

import copy
import json
from pathlib import Path

from payments.standin.store import Json, new_id

_BLANK = json.loads((Path(__file__).parent / "shapes.json").read_text())
_PREFIX = {
    "checkout.session": "cs_test",
    "payment_intent": "pi",
    "charge": "ch",
    "refund": "re",
    "dispute": "du",
    "balance_transaction": "txn",
    "payout": "po",
    "event": "evt",
    "item": "li",
}


def blank(kind: str, **fields: object) -> Json:
    """A new object of `kind` with an id of its own; KeyError for a field the shape does not have."""
    obj: Json = copy.deepcopy(_BLANK[kind])
    obj["id"] = new_id(_PREFIX[kind], 58 if kind == "checkout.session" else 24)
    unknown = fields.keys() - obj.keys()
    if unknown:
        raise KeyError(f"{kind} has no {', '.join(sorted(unknown))}")
    return obj | fields
