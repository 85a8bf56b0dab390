"""One API call from start to end: key, faults, parameters, idempotency, effect, answer."""

import hmac
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from payments.standin import refunds, sessions
from payments.standin.account import Account
from payments.standin.errors import Rejection, of_status
from payments.standin.faults import STORED_FROM, Fault, Faults
from payments.standin.idempotency import Answer, Keys, keep
from payments.standin.parameters import decode
from payments.standin.routes import Route, find
from payments.standin.store import Json


@dataclass(frozen=True)
class Call:
    """A request as it came in; `key` is its idempotency key, empty for none."""

    method: str
    target: str
    body: str
    authorization: str
    key: str
    request_id: str

    @property
    def path(self) -> str:
        return urlsplit(self.target).path


@dataclass(frozen=True)
class Checked:
    """A call whose address and parameters are in order, and the fault asked for it."""

    call: Call
    route: Route
    ids: tuple[str, ...]
    raw: Json
    params: Json
    fault: Fault | None

    @property
    def key(self) -> str:
        return self.call.key if self.call.method == "POST" else ""


class Dropped(Exception):
    """The connection is to be closed without an answer."""


class Api:
    def __init__(self, account: Account, faults: Faults) -> None:
        self.account, self.faults, self.keys = account, faults, Keys()

    def answer(self, call: Call) -> Answer:
        """What Stripe would answer; Dropped where a fault cuts the connection."""
        try:
            return self._once(self._check(call))
        except Rejection as rejection:
            return Answer(rejection.status, rejection.body())

    def _check(self, call: Call) -> Checked:
        """What is refused here leaves no trace under the idempotency key."""
        authenticate(self.account, call.authorization)
        fault = self.faults.for_call(call.method, call.path)
        if fault and fault.kind == "status" and fault.status < STORED_FROM:
            raise of_status(fault.status)
        route, ids = find(call.method, call.path)
        raw = decode(call.body if call.method == "POST" else urlsplit(call.target).query)
        return Checked(call, route, ids, raw, route.schema("", raw), fault)

    def _once(self, checked: Checked) -> Answer:
        if not checked.key:
            return self._carry_out(checked)
        with self.account.transaction():
            replay = self.keys.claim(self.account, checked.key, path=checked.call.path, params=checked.raw)
        if replay is not None:
            return replay
        try:
            return self._carry_out(checked)
        finally:
            self.keys.release(checked.key)

    def _carry_out(self, checked: Checked) -> Answer:
        fault = checked.fault
        if fault is None:
            return self._effect(checked)
        if fault.kind == "delay":
            time.sleep(fault.seconds)
            return self._effect(checked)
        if fault.kind == "status":
            broken = Answer(fault.status, of_status(fault.status).body())
            return self._effect(checked, instead=broken) if fault.effect else self._keep(checked, broken)
        if fault.effect:
            self._effect(checked)
        raise Dropped

    def _effect(self, checked: Checked, *, instead: Answer | None = None) -> Answer:
        """Carry the call out and store its answer (or `instead`) under its key, both or neither."""
        account, call = self.account, checked.call
        with account.transaction():
            advance(account)
        try:
            with account.transaction({"id": call.request_id, "idempotency_key": call.key or None}):
                body = checked.route.run(account, checked.params, *checked.ids)
                answer = instead or Answer(200, body)
                self._keep_inside(checked, answer)
                return answer
        except Rejection as rejection:
            return self._keep(checked, Answer(rejection.status, rejection.body()))

    def _keep(self, checked: Checked, answer: Answer) -> Answer:
        with self.account.transaction():
            self._keep_inside(checked, answer)
        return answer

    def _keep_inside(self, checked: Checked, answer: Answer) -> None:
        if checked.key:
            keep(self.account, checked.key, answer, path=checked.call.path, params=checked.raw)


def authenticate(account: Account, authorization: str) -> None:
    scheme, _, key = authorization.partition(" ")
    if scheme != "Bearer" or not key:
        message = (
            "You did not provide an API key. You need to provide your API key in the Authorization header, "
            "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
        )
        raise Rejection(message, status=401)
    if not hmac.compare_digest(key.encode(), account.secret_key.encode()):
        raise Rejection(f"Invalid API Key provided: {key[:8]}****", status=401)


def advance(account: Account) -> None:
    """Let what is due happen: sessions run out, refunds succeed. Inside a transaction."""
    for obj in account.store.due(account.time()):
        if obj["object"] == sessions.KIND:
            sessions.run_out(account, obj)
        else:
            refunds.succeed(account, obj["id"])
