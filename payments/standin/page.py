"""The page a guest pays on: plainly a test, works without scripts, allowed nothing it does not need."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from payments.standin.currencies import shown
from payments.standin.store import Json

FOLDER = Path(__file__).parent
LAYOUT = Template((FOLDER / "page.html").read_text())
FORM = Template((FOLDER / "form.html").read_text())
STYLES = (FOLDER / "page.css").read_bytes()

NOT_A_TEST_CARD = (
    "That is not one of the test cards, so nothing was done with it. "
    "Use 4242 4242 4242 4242, and never a real card."
)


def policy(*addresses: str | None) -> str:
    """The Content-Security-Policy; browsers hold a form's redirect to it too, hence the way back."""
    origins = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, filter(None, addresses))}
    forms = " ".join(["'self'", *sorted(origins)])
    return (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action {forms.replace(';', '')}"
    )


def layout(title: str, body: str) -> str:
    return LAYOUT.substitute(title=escape(title), body=body)


def form(session: Json, items: list[Json], descriptions: list[str], *, alert: str = "") -> str:
    total = shown(session["amount_total"], session["currency"])
    said = f'    <p class="alert" role="alert">{escape(alert)}</p>' if alert else ""
    return layout(
        f"Pay {total}",
        FORM.substitute(
            action=f"/c/pay/{escape(session['id'])}",
            alert=said,
            facts=facts(session),
            items="\n".join(map(row, items, descriptions)),
            leave=leave(session["cancel_url"]),
            total=escape(total),
        ),
    )


def row(item: Json, description: str) -> str:
    amount = escape(shown(item["amount_total"], item["currency"]))
    name = escape(item["description"]) + (f"<small>{escape(description)}</small>" if description else "")
    return f"        <tr><td>{name}</td><td>{item['quantity']}</td><td>{amount}</td></tr>"


def facts(session: Json) -> str:
    until = datetime.fromtimestamp(session["expires_at"], UTC)
    moment = f'<time datetime="{until:%Y-%m-%dT%H:%MZ}">{until:%a %d %B, %H:%M} UTC</time>'
    lines = [f"This page is open until {moment}."]
    if session["customer_email"]:
        lines.append(f"Paid by {escape(session['customer_email'])}.")
    if session["client_reference_id"]:
        lines.append(f"Reference {escape(session['client_reference_id'])}.")
    return f'    <p class="quiet">{" ".join(lines)}</p>'


def leave(address: str | None) -> str:
    if not address:
        return ""
    return f'    <p><a class="leave" href="{escape(address)}">Walk away without paying</a></p>'


def closed(session: Json, *, return_address: str) -> str:
    """What a session that can no longer be paid says."""
    if session["status"] == "complete":
        paid = session["payment_status"] == "paid"
        title = "Already paid" if paid else "Payment on its way"
        said = "This was paid. There is nothing more to do here."
        said = said if paid else "This was completed; the payment has not arrived yet."
        back: str | None = return_address
    else:
        title, said = (
            "Too late",
            "The time to pay on this page is over. Nothing was paid. Please start again.",
        )
        back = session["cancel_url"]
    link = f'<p><a class="leave" href="{escape(back)}">Back to the site</a></p>' if back else ""
    return layout(title, f"    <h1>{title}</h1>\n    <p>{said}</p>\n    {link}")


def message(title: str, said: str) -> str:
    return layout(title, f"    <h1>{escape(title)}</h1>\n    <p>{escape(said)}</p>")
