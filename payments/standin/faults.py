"""Faults on demand: what goes wrong with the next calls and the next events."""

import threading
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from payments.standin.errors import Rejection

CALL_KINDS = ("status", "drop", "delay")
EVENT_KINDS = ("webhook_drop", "webhook_duplicate", "webhook_reverse", "webhook_hold")
STORED_FROM = 500


@dataclass
class Fault:
    """`kind`:

    - `status`: answer `status`. 5xx is stored under the call's idempotency key; 409 and 429 come first.
    - `drop`: close the connection without an answer.
    - `delay`: answer after `seconds`.
    - `webhook_drop`: the event is never sent. `webhook_duplicate`: it is sent twice.
    - `webhook_hold`: the event is kept until released.
    - `webhook_reverse`: the next `times` events are kept until the last of them and sent last first.

    `effect`: whether the call is carried out before a 5xx or a drop. `match` is a pattern for the path of a
    call (`/v1/refunds*`) or the type of an event (`checkout.*`). `times`: how often, 0 for until cleared.
    """

    kind: str
    match: str = "*"
    method: str = "*"
    times: int = 1
    status: int = 500
    effect: bool = False
    seconds: float = 1.0


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, **fields: Any) -> Fault:
        unknown = fields.keys() - Fault.__dataclass_fields__.keys()
        if unknown or fields.get("kind") not in CALL_KINDS + EVENT_KINDS:
            kinds = ", ".join(CALL_KINDS + EVENT_KINDS)
            wrong = f"unknown {', '.join(sorted(unknown))}" if unknown else "no such kind"
            raise Rejection(f"Bad fault ({wrong}): kind is one of {kinds}.", code="parameter_unknown")
        fault = Fault(**fields)
        with self._lock:
            self._waiting.append(fault)
        return fault

    def for_call(self, method: str, path: str) -> Fault | None:
        return self._take(CALL_KINDS, path, method)

    def for_event(self, event_type: str) -> Fault | None:
        return self._take(EVENT_KINDS, event_type, "*")

    def _take(self, kinds: tuple[str, ...], name: str, method: str) -> Fault | None:
        """The first fault that matches, used up once."""
        with self._lock:
            for fault in self._waiting:
                if (
                    fault.kind in kinds
                    and fnmatchcase(name, fault.match)
                    and fnmatchcase(method, fault.method)
                ):
                    self._use(fault)
                    return fault
        return None

    def _use(self, fault: Fault) -> None:
        if fault.times == 1:
            self._waiting.remove(fault)
        elif fault.times > 1:
            fault.times -= 1

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def waiting(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._waiting]
