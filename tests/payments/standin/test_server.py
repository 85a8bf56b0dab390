"""The server itself: a process of its own, many clients at once, restarts, controls over HTTP."""

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
import stripe

from payments.standin.errors import Rejection
from payments.standin.server import Standin
from tests.payments.standin.orders import order

ROOT = Path(__file__).parents[3]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def client_of(base):
    return stripe.StripeClient("sk_test_mine", base_addresses={"api": base}, max_network_retries=0)


def test_process_starts_remembers_and_stops(tmp_path):
    port, sessions = free_port(), []
    command = [sys.executable, "-m", "payments.standin", "--port", str(port), "--data", str(tmp_path)]
    base = f"http://127.0.0.1:{port}"
    for _ in range(2):
        with subprocess.Popen([*command, "--secret-key", "sk_test_mine"], cwd=ROOT) as process:
            try:
                wait_until_healthy(base)
                service = client_of(base).v1.checkout.sessions
                if not sessions:
                    sessions.append(service.create(order(), {"idempotency_key": "row-1"}).to_dict())
                assert service.retrieve(sessions[0]["id"]).to_dict() == sessions[0]
            finally:
                process.terminate()
            assert process.wait(timeout=10) == 0


def wait_until_healthy(base):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            assert requests.get(f"{base}/_standin/health", timeout=5).json()["status"] == "ok"
            return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("the stand-in did not start")


def test_process_loads_neither_django_nor_stripe():
    check = (
        "import sys, payments.standin.server as s; print({'django', 'stripe', 'babel'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "set()"


def test_unsent_events_survive_a_restart(tmp_path, settings):
    with Standin(data=tmp_path, webhook_url="http://127.0.0.1:1/") as first:
        made = client_of_default(first).v1.checkout.sessions.create(order())
        first.control("POST", f"sessions/{made.id}/pay")
    with Standin(data=tmp_path, webhook_url="http://127.0.0.1:1/") as second:
        deliveries = second.control("GET", "webhooks")

    assert [delivery["type"] for delivery in deliveries][-1] == "checkout.session.completed"
    assert {delivery["state"] for delivery in deliveries} == {"pending"}


def client_of_default(standin):
    return stripe.StripeClient(
        standin.secret_key, base_addresses={"api": standin.base}, max_network_retries=0
    )


def test_stopped_server_hangs_up(tmp_path):
    with Standin(data=tmp_path) as running:
        service = client_of_default(running).v1.checkout.sessions
        assert service.list().data == []
    with pytest.raises(stripe.APIConnectionError):
        service.list()


def test_eight_clients_at_once_are_served_without_stalls(standin):
    def work(number):
        service = client_of_default(standin).v1.checkout.sessions
        slowest, made = 0.0, []
        for step in range(10):
            started = time.monotonic()
            made.append(service.create(order(metadata={"payment_id": f"{number}-{step}"})).id)
            slowest = max(slowest, time.monotonic() - started)
        return slowest, made

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(8)))

    assert len({session for _, made in results for session in made}) == 80
    assert max(slowest for slowest, _ in results) < 2


def test_two_guests_pay_one_session_once(standin, client, session):
    def pay(_):
        answer = requests.post(
            session.url, data={"card": "4242424242424242"}, allow_redirects=False, timeout=5
        )
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(pay, range(8)))

    assert answers == [200] * 7 + [303]
    assert len(client.v1.charges.list().data) == 1


def test_refunds_at_once_never_exceed_the_charge(standin, paid):
    def refund(_):
        service = client_of_default(standin).v1.refunds
        try:
            return service.create({"payment_intent": paid.payment_intent, "amount": 3000}).amount
        except stripe.InvalidRequestError:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(refund, range(8))) == [0] * 6 + [3000, 3000]


def test_controls_answer_over_http(standin, session):
    def post(path, **body):
        return requests.post(f"{standin.base}/_standin/{path}", json=body, timeout=5)

    assert post(f"sessions/{session.id}/pay").json()["payment_status"] == "paid"
    added = post("faults", kind="status", match="/v1/refunds")
    assert [fault["kind"] for fault in added.json()] == ["status"]
    assert requests.get(f"{standin.base}/_standin/faults", timeout=5).json() == added.json()
    cleared = requests.delete(
        f"{standin.base}/_standin/faults", headers={"Content-Type": "application/json"}, timeout=5
    )
    assert cleared.json() == []
    assert post("reset").json() == {"status": "ok", "objects": {}}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("teapot", {}, 404),
        ("faults", {"kind": "flood"}, 400),
        ("faults", {"kind": "drop", "colour": "red"}, 400),
        ("sessions/cs_test_none/pay", {}, 404),
        ("sessions/cs_test_none/pay", {"colour": "red"}, 400),
        ("faults", [1], 400),
    ],
)
def test_control_is_refused(standin, path, body, status):
    assert requests.post(f"{standin.base}/_standin/{path}", json=body, timeout=5).status_code == status


def test_controls_take_no_form_from_another_page(standin, session):
    answer = requests.post(
        f"{standin.base}/_standin/sessions/{session.id}/pay", data={"card": "x"}, timeout=5
    )

    assert answer.status_code == 415


def test_refused_control_leaves_nothing_behind(standin, client, session):
    with pytest.raises(Rejection):
        standin.control("POST", f"sessions/{session.id}/settle")
    assert client.v1.events.list().data == []


def test_body_too_large_is_refused(standin):
    answer = requests.post(f"{standin.base}/v1/refunds", data=b"a" * 1_000_001, timeout=5)

    assert answer.status_code == 413


def test_clock_goes_on_from_a_given_moment(standin, sessions):
    standin.control("POST", "clock", now=1_900_000_000)
    made = sessions.create(order(expires_at=1_900_000_000 + 31 * 60))

    assert 0 <= made.created - 1_900_000_000 < 60
