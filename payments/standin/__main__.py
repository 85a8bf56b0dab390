"""`python -m payments.standin`: run the stand-in until told to stop."""

import argparse
import logging
import os
import signal
import threading
from pathlib import Path

from payments.standin.server import SECRET_KEY, WEBHOOK_SECRET, Standin


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m payments.standin", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("STANDIN_PORT", "8001")))
    parser.add_argument("--base", help="its address for browsers, where that is another than host and port")
    parser.add_argument("--data", type=Path, default=Path(".data/standin"), help="where it remembers")
    parser.add_argument("--webhook-url", default="", help="where events are sent; nowhere if empty")
    parser.add_argument("--webhook-secret", default=WEBHOOK_SECRET)
    parser.add_argument("--secret-key", default=SECRET_KEY)
    parser.add_argument("--refund-seconds", type=float, default=1.0, help="until a refund succeeds")
    parser.add_argument("--retry-seconds", type=float, default=1.0, help="first wait of the webhook back-off")
    parser.add_argument("--verbose", action="store_true", help="say every request")
    return parser.parse_args()


def main() -> None:
    given = vars(arguments())
    level = logging.INFO if given.pop("verbose") else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with Standin(**given) as standin:
        logging.getLogger(__name__).warning("Payment stand-in on %s: no card is charged.", standin.base)
        stopped.wait()


main()
