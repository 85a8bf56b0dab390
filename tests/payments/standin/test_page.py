"""The page a guest pays on: what it says, what it lets happen and what it forbids."""

import re

import pytest
import requests

from tests.payments.standin.orders import order, price


def submit(session, **fields):
    return requests.post(session.url, data=fields, allow_redirects=False, timeout=5)


def get(url):
    return requests.get(url, timeout=5)


@pytest.fixture
def page(sessions):
    """The page of a session with everything on it."""
    line = price(name="Embassy <SF>", description="Three nights, Fri 12 – Mon 15 March")
    made = sessions.create(
        order(line_items=[line], customer_email="ann@guests.example", client_reference_id="B-7")
    )
    return get(made.url)


def test_page_says_what_is_paid_and_that_nothing_is(page):
    assert page.status_code == 200
    for words in (
        "<strong>Test page.</strong> No card is charged",
        "<h1>Pay EUR 85.00</h1>",
        "Embassy &lt;SF&gt;<small>Three nights, Fri 12 – Mon 15 March</small>",
        "Paid by ann@guests.example.",
        "Reference B-7.",
        'value="4242 4242 4242 4242"',
        'href="https://site.example/back/"',
    ):
        assert words in page.text


def test_page_is_allowed_nothing_it_does_not_need(page):
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self' https://site.example"
    )
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://(?!site\.example)", page.text)


def test_page_has_its_styles(standin, page):
    assert 'href="/_standin/page.css"' in page.text
    styles = get(f"{standin.base}/_standin/page.css")
    assert (styles.status_code, styles.headers["Content-Type"]) == (200, "text/css; charset=utf-8")


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (5000, "jpy", "JPY 5,000"),
        (12340, "kwd", "KWD 12.340"),
        (9950000, "usd", "USD 99,500.00"),
        (50000, "isk", "ISK 500.00"),
    ],
)
def test_page_shows_the_amount_in_its_currency(sessions, amount, currency, shown):
    made = sessions.create(order(line_items=[price(amount, currency)]))

    assert f"<h1>Pay {shown}</h1>" in get(made.url).text


def test_good_card_leads_to_the_success_address(sessions, session):
    answer = submit(session, card="4242 4242 4242 4242", name="Ann Guest")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"https://site.example/thanks/?session={session.id}"
    paid = sessions.retrieve(session.id)
    assert (paid.payment_status, paid.customer_details.name) == ("paid", "Ann Guest")


def test_declined_card_is_said_on_the_page(sessions, session):
    answer = submit(session, card="4000 0000 0000 0002")

    assert answer.status_code == 200
    assert 'role="alert">Your card was declined. Nothing was paid.' in answer.text
    assert sessions.retrieve(session.id).status == "open"
    assert submit(session, card="4242424242424242").status_code == 303


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "5105105105105100", "<b>4242</b>"])
def test_other_number_is_refused_and_not_repeated(sessions, session, number):
    answer = submit(session, card=number)

    assert answer.status_code == 422
    assert "not one of the test cards" in answer.text
    assert sessions.retrieve(session.id).payment_intent is None
    assert number not in answer.text


def test_paid_session_says_so(standin, paid, session):
    page = get(session.url)

    assert page.status_code == 200
    assert "Already paid" in page.text
    assert f'href="https://site.example/thanks/?session={paid.id}"' in page.text
    assert "<form" not in page.text


def test_paid_session_takes_no_second_payment(client, paid, session):
    answer = submit(session, card="4242424242424242")

    assert "Already paid" in answer.text
    assert len(client.v1.charges.list().data) == 1


def test_expired_session_says_so(sessions, session):
    sessions.expire(session.id)
    page, answer = get(session.url), submit(session, card="4242424242424242")

    assert (page.status_code, answer.status_code) == (410, 410)
    assert "Too late" in page.text
    assert 'href="https://site.example/back/"' in page.text
    assert sessions.retrieve(session.id).payment_status == "unpaid"


def test_session_completed_unpaid_says_so(standin, session):
    standin.control("POST", f"sessions/{session.id}/complete_unpaid")

    assert "Payment on its way" in get(session.url).text


def test_session_without_a_way_back_has_none(sessions):
    assert "Walk away" not in get(sessions.create(order(cancel_url=None)).url).text


def test_page_of_no_session_is_not_found(standin, session):
    for method in ("GET", "POST"):
        answer = requests.request(
            method, f"{standin.base}/c/pay/cs_test_none", data={"card": "4242424242424242"}, timeout=5
        )
        assert (answer.status_code, "No such payment" in answer.text) == (404, True)
    assert get(f"{standin.base}/c/pay/{session.id}/more").status_code == 404
    assert get(standin.base).status_code == 200
