"""Runs the stand-in until it is stopped."""

import argparse

from messaging.standin import Standin
from messaging.standin import __doc__ as what


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m messaging.standin", description=what)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8003)
    parser.add_argument("--key", default="mailgun-standin", help="the MAILGUN_API_KEY it takes")
    given = parser.parse_args()
    Standin(given.host, given.port, key=given.key).serve_forever()


if __name__ == "__main__":
    main()
