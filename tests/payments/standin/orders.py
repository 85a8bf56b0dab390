"""What the stand-in's tests order, and somebody who listens to its webhooks."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def price(amount=8500, currency="eur", **product):
    named = {"name": "Three nights"} | product
    return {"price_data": {"currency": currency, "unit_amount": amount, "product_data": named}, "quantity": 1}


def order(**changes):
    """Parameters of a session for 85.00 euros, open for 31 minutes; None takes one out."""
    params = {
        "mode": "payment",
        "line_items": [price()],
        "payment_method_types": ["card"],
        "success_url": "https://site.example/thanks/?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://site.example/back/",
        "expires_at": int(time.time()) + 31 * 60,
        "metadata": {"payment_id": "7"},
        "payment_intent_data": {"metadata": {"payment_id": "7"}},
    }
    return {name: value for name, value in (params | changes).items() if value is not None}


class Listener:
    """Takes webhooks; `answers` are the next statuses to give, 200 after them."""

    def __init__(self):
        listener = self
        self.received, self.answers = [], []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.received.append((body, self.headers.get("Stripe-Signature")))
                self.send_response(listener.answers.pop(0) if listener.answers else 200)
                self.end_headers()

            def log_message(self, *args):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def kinds(self):
        """The types of the events received, in order."""
        return [json.loads(body)["type"] for body, _ in self.received]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
