"""Tell people: `alert.py failed COMMAND` with the reason on standard input, or `alert.py ended COMMAND`.

HEARTBEAT_URL is asked after each backup and told of a failure at <url>/fail, as healthchecks.io and its like
want it; ALERT_TO gets a mail through Mailgun when something failed. Source: https://healthchecks.io/docs/http_api/
"""

import base64
import os
import sys
import urllib.parse
import urllib.request

PATIENCE = 20


def ask(url: str, *, data: bytes | None = None, headers: dict[str, str] | None = None) -> None:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is no web address.")
    request = urllib.request.Request(url, data=data, headers=headers or {})  # noqa: S310
    with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310
        pass


def heartbeat(command: str, *, failure: str) -> None:
    """Only backups beat; failures of every command are told."""
    url = os.environ.get("HEARTBEAT_URL", "").rstrip("/")
    if url and failure:
        ask(f"{url}/fail", data=failure.encode())
    elif url and command == "backup":
        ask(url)


def mail(command: str, *, failure: str) -> None:
    to = os.environ.get("ALERT_TO", "")
    if not to:
        return
    api = os.environ.get("MAILGUN_API_URL", "https://api.mailgun.net/v3").rstrip("/")
    words = {
        "from": os.environ["DEFAULT_FROM_EMAIL"],
        "to": to,
        "subject": f"{os.environ['APP_NAME']}: {command} failed",
        "text": failure,
    }
    user = base64.b64encode(f"api:{os.environ['MAILGUN_API_KEY']}".encode()).decode()
    ask(
        f"{api}/{os.environ['LIST_DOMAIN']}/messages",
        data=urllib.parse.urlencode(words).encode(),
        headers={"Authorization": f"Basic {user}"},
    )


def main(what: str, command: str) -> int:
    """Try each way, so that one that is broken keeps nobody from hearing by the other; 1 if any is."""
    failure = sys.stdin.read() if what == "failed" else ""
    broken = 0
    for way in (heartbeat, mail) if failure else (heartbeat,):
        try:
            way(command, failure=failure)
        except (OSError, ValueError, KeyError) as error:
            print(f"{way.__name__}: {error!r}", file=sys.stderr)
            broken = 1
    return broken


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
