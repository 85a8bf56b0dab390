"""Lists a page at a time, by time, and with what they name spelled out."""

import pytest
import stripe

from tests.payments.standin.orders import order


@pytest.fixture
def made(sessions):
    """The ids of five sessions, newest first."""
    return [sessions.create(order()).id for _ in range(5)][::-1]


def test_page_holds_ten_unless_told(sessions, made):
    everything = sessions.list()

    assert [each.id for each in everything.data] == made
    assert (everything.has_more, everything.url) == (False, "/v1/checkout/sessions")


def test_pages_follow_each_other(sessions, made):
    first = sessions.list({"limit": 2})
    second = sessions.list({"limit": 2, "starting_after": first.data[-1].id})
    last = sessions.list({"limit": 2, "starting_after": second.data[-1].id})
    back = sessions.list({"limit": 2, "ending_before": last.data[0].id})

    assert [[each.id for each in page.data] for page in (first, second, last, back)] == [
        made[:2], made[2:4], made[4:], made[2:4],
    ]  # fmt: skip
    assert [page.has_more for page in (first, second, last, back)] == [True, True, False, True]


def test_library_pages_by_itself(sessions, made):
    assert [each.id for each in sessions.list({"limit": 2}).auto_paging_iter()] == made


def test_list_is_cut_by_time(sessions, made):
    moment = sessions.retrieve(made[0]).created

    assert sessions.list({"created": {"gt": moment}}).data == []
    assert len(sessions.list({"created": {"gte": moment - 60, "lte": moment}}).data) == 5


@pytest.mark.parametrize(
    ("params", "code", "param"),
    [
        ({"limit": 0}, "parameter_invalid_integer", "limit"),
        ({"limit": 101}, None, "limit"),
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"created": {"about": 3}}, "parameter_unknown", "created[about]"),
        ({"starting_after": "cs_test_none"}, "resource_missing", "starting_after"),
    ],
)
def test_list_is_refused(sessions, params, code, param):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        sessions.list(params)
    assert (caught.value.http_status, caught.value.code, caught.value.param) == (400, code, param)


def test_ids_are_spelled_out_on_demand(client, sessions, paid):
    path = "payment_intent.latest_charge.balance_transaction"
    whole = sessions.retrieve(paid.id, {"expand": [path]})
    listed = client.v1.payment_intents.list({"expand": ["data.latest_charge"]})

    charge = whole.payment_intent.latest_charge
    assert charge.balance_transaction.source == charge.id
    assert listed.data[0].latest_charge.id == charge.id
    assert sessions.retrieve(paid.id).payment_intent == whole.payment_intent.id


def test_charge_names_its_refunds_on_demand(client, paid):
    client.v1.refunds.create({"payment_intent": paid.payment_intent, "amount": 100})
    intent = client.v1.payment_intents.retrieve(paid.payment_intent)

    charge = client.v1.charges.retrieve(intent.latest_charge, {"expand": ["refunds"]})

    assert [refund.amount for refund in charge.refunds.data] == [100]
