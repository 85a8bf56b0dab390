"""The real stripe library pointed at the stand-in."""

import pytest
import stripe

from tests.payments.standin.orders import Listener, order


@pytest.fixture
def client(standin):
    addresses = {"api": standin.base}
    return stripe.StripeClient(standin.secret_key, base_addresses=addresses, max_network_retries=0)


@pytest.fixture
def sessions(client):
    return client.v1.checkout.sessions


@pytest.fixture
def session(sessions):
    """An open session for 85.00 euros."""
    return sessions.create(order())


@pytest.fixture
def paid(standin, sessions, session):
    """The session paid with the good test card."""
    standin.control("POST", f"sessions/{session.id}/pay")
    return sessions.retrieve(session.id)


@pytest.fixture
def kinds(client):
    """The types of all events so far, oldest first."""

    def kinds():
        return [event.type for event in client.v1.events.list({"limit": 100}).data][::-1]

    return kinds


@pytest.fixture
def listener(standin):
    running = Listener()
    standin.send_events_to(running.url)
    yield running
    running.stop()
