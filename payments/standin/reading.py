"""Retrieve, list and expand: the reads that every kind of object shares."""

from collections.abc import Callable
from typing import Any

from payments.standin.account import Account
from payments.standin.errors import Rejection, no_such
from payments.standin.parameters import EXPAND, Check, Record, integer, text
from payments.standin.store import Json

DEEPEST = 4
COMPARISONS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}

# Fields that hold the id of another object, or nothing.
EXPANDABLE = frozenset(
    {
        "balance_transaction",
        "charge",
        "customer",
        "failure_balance_transaction",
        "latest_charge",
        "payment_intent",
        "source",
    }
)
# Fields Stripe sends only when asked to: (kind, field) -> a function that makes them.
Includable = Callable[[Account, Json], Json]
INCLUDABLE: dict[tuple[str, str], Includable] = {}


def time_range(name: str, raw: Any) -> dict[str, int]:
    """`created=123` or `created[gte]=123`."""
    if isinstance(raw, str):
        moment = integer()(name, raw)
        return {"gte": moment, "lte": moment}
    record: Json = Record({comparison: integer() for comparison in COMPARISONS})(name, raw)
    return record


def one_to_hundred(name: str, raw: Any) -> int:
    number: int = integer(least=1)(name, raw)
    if number > 100:
        raise Rejection("This value must be less than or equal to 100.", param=name)
    return number


def list_schema(**filters: Check) -> Record:
    id_text = text(most=200)
    paging: dict[str, Check] = {
        "created": time_range,
        "ending_before": id_text,
        "expand": EXPAND,
        "limit": one_to_hundred,
        "starting_after": id_text,
    }
    return Record(paging | filters)


def fetch(account: Account, kind: str, object_id: str, *, param: str = "id", status: int = 404) -> Json:
    obj = account.store.get(object_id, kind)
    if obj is None:
        raise no_such(kind, object_id, param=param, status=status)
    return obj


def retrieve(kind: str) -> Callable[[Account, Json, str], Json]:
    def run(account: Account, params: Json, object_id: str) -> Json:
        return expand(account, fetch(account, kind, object_id), params.get("expand", []))

    return run


def as_list(data: list[Json], *, url: str, has_more: bool = False) -> Json:
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


Conditions = list[tuple[str, Any]]


def list_page(
    account: Account, kind: str, params: Json, *, url: str, further: Conditions | None = None
) -> Json:
    """One page of a list; `further` are conditions on the row besides the parameters' own."""
    given = dict(params)
    paths = given.pop("expand", [])
    limit = given.pop("limit", 10)
    where = list(further or [])
    for comparison, moment in given.pop("created", {}).items():
        where.append((f"created {COMPARISONS[comparison]} ?", moment))
    after, before = given.pop("starting_after", None), given.pop("ending_before", None)
    for cursor, sign, param in ((after, "<", "starting_after"), (before, ">", "ending_before")):
        if cursor:
            fetch(account, kind, cursor, param=param, status=400)
            place = "(SELECT created, seq FROM objects WHERE id = ?)"
            where.append((f"(created, seq) {sign} {place}", cursor))
    found = account.store.page(kind, equal=given, where=tuple(where), limit=limit + 1, ascending=bool(before))
    has_more = len(found) > limit
    data = (found[-limit:] if before else found[:limit]) if has_more else found
    return expand(account, as_list(data, url=url, has_more=has_more), paths)


def listing(kind: str, url: str) -> Callable[[Account, Json], Json]:
    def run(account: Account, params: Json) -> Json:
        return list_page(account, kind, params, url=url)

    return run


def expand(account: Account, obj: Json, paths: list[str]) -> Json:
    """`obj` with the ids at `paths` (dotted) replaced by their objects."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST + (steps[0] == "data"):
            raise Rejection(f"You cannot expand more than {DEEPEST} levels of a property. Property: {path}")
        step_into(account, obj, steps, path=path)
    return obj


def step_into(account: Account, obj: Any, steps: list[str], *, path: str) -> None:
    if not steps or obj is None:
        return
    if steps[0] == "data" and isinstance(obj.get("data"), list):
        for item in obj["data"]:
            step_into(account, item, steps[1:], path=path)
        return
    field = steps[0]
    include = INCLUDABLE.get((obj.get("object", ""), field))
    if include is not None:
        obj[field] = include(account, obj)
    elif field not in EXPANDABLE or field not in obj:
        raise Rejection(f"This property cannot be expanded ({path}).", param="expand")
    elif isinstance(obj[field], str):
        obj[field] = account.store.get(obj[field])
    step_into(account, obj[field], steps[1:], path=path)
