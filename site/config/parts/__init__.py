"""What the site is made of while it runs, part by part: whether each is well, and what to do where it is not.

PARTS is what /healthz tells; the operators' page shows FURTHER beside it. Each is a function of the time.
"""

from config.parts.ground import backup, database, program, shared_cache
from config.parts.part import DOWN, OK, Look, Part, seen
from config.parts.traffic import calendars, given_up, inbound, money, outbox, stripe_events
from config.parts.work import daily_run, edge, pictures, tasks, worker

__all__ = ["DOWN", "FURTHER", "OK", "PARTS", "Part", "seen"]

PARTS: dict[str, Look] = {
    "database": database,
    "cache": shared_cache,
    "worker": worker,
    "outbox": outbox,
    "inbound": inbound,
    "events": stripe_events,
    "edge": edge,
    "backup": backup,
    "daily": daily_run,
}
FURTHER: dict[str, Look] = {
    "given_up": given_up,
    "money": money,
    "calendars": calendars,
    "pictures": pictures,
    "tasks": tasks,
    "version": program,
}
