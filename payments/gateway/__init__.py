"""Stripe, and the only way to it: nothing of its library, units or errors gets past here."""

from payments.gateway.amounts import check_chargeable, from_minor, minor_units
from payments.gateway.calls import (
    create_refund,
    create_session,
    disputes_since,
    entries_of,
    events_since,
    expire_session,
    find_refund_by_row,
    find_session_by_row,
    intents_since,
    is_live,
    payouts_since,
    refund_parameters,
    refunds_of,
    refunds_since,
    retrieve_dispute,
    retrieve_intent,
    retrieve_refund,
    retrieve_session,
    session_parameters,
    sessions_since,
    verify_webhook,
)
from payments.gateway.errors import (
    BadSignature,
    GatewayError,
    NotChargeable,
    NotFound,
    Refused,
    TryAgain,
    Unclear,
)
from payments.gateway.states import (
    BalanceState,
    DisputeState,
    EventState,
    IntentState,
    PayoutState,
    RefundState,
    SessionState,
)

__all__ = [
    "BadSignature", "BalanceState", "DisputeState", "EventState", "GatewayError", "IntentState",
    "NotChargeable", "NotFound", "PayoutState", "RefundState", "Refused", "SessionState", "TryAgain",
    "Unclear", "check_chargeable", "create_refund", "create_session", "disputes_since", "entries_of",
    "events_since", "expire_session", "find_refund_by_row", "find_session_by_row", "from_minor",
    "intents_since", "is_live", "minor_units", "payouts_since", "refund_parameters", "refunds_of",
    "refunds_since", "retrieve_dispute", "retrieve_intent", "retrieve_refund", "retrieve_session",
    "session_parameters", "sessions_since", "verify_webhook",
]  # fmt: skip
