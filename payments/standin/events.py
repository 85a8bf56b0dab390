"""Events: what happened to an object, as it was then."""

import copy
import json

from payments.standin.account import Account
from payments.standin.parameters import list_of, text
from payments.standin.reading import list_page, list_schema
from payments.standin.shapes import blank
from payments.standin.store import Json

LIST = list_schema(type=text(), types=list_of(text()))


def emit(account: Account, kind: str, obj: Json, *, was: Json | None = None) -> Json:
    """Record that `kind` happened to `obj`; `was` holds the fields that changed, with their old values."""
    data: Json = {"object": copy.deepcopy(obj)}
    if was is not None:
        data["previous_attributes"] = was
    event = blank("event", created=account.now(), data=data, request=dict(account.cause), type=kind)
    event["pending_webhooks"] = account.deliver(event)
    return account.store.add(event)


def list_events(account: Account, params: Json) -> Json:
    """Events newest first; `type` may hold `*` for a group of them."""
    rest, further = dict(params), []
    if "type" in rest:
        further.append(("json_extract(body, '$.type') GLOB ?", rest.pop("type")))
    if "types" in rest:
        any_of = "json_extract(body, '$.type') IN (SELECT value FROM json_each(?))"
        further.append((any_of, json.dumps(rest.pop("types"))))
    return list_page(account, "event", rest, url="/v1/events", further=further)
