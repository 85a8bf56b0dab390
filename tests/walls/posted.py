"""What is posted to an address: valid where that is cheap, so that a missing wall would let it through."""

import json
from collections.abc import Mapping

NOTE = {"text": "The other house was here"}
WRITTEN = {"subject": "Ours", "text": "Ours", "key": "4f7c2a58-5e86-4b0f-9e1c-8a1d2f3b4c5d"}
LETTER = {"name": "Ours", "subject": "Ours", "body": "Ours"}
FACTS = {"name": "Taken over", "slug": "taken-over", "kind": "PRIVATE", "sleeps": "9", "rate": "1"}

# By the address as the URL conf says it; a name in braces stands for an id.
POSTED: Mapping[str, Mapping[str, str]] = {
    "admin/bookings/<slug:house>/<slug:number>/note/": NOTE,
    "admin/bookings/<slug:house>/<slug:number>/write/": WRITTEN,
    "admin/bookings/<slug:house>/guests/<int:guest>/note/": NOTE,
    "admin/bookings/<slug:house>/guests/<int:guest>/notes/<int:note>/": NOTE,
    "admin/bookings/<slug:house>/guests/<int:guest>/link/": {"email": "{same_guest}"},
    "stay/mine/<slug:number>/write/": WRITTEN,
    # Nothing, as more would have to ask Stripe.
    "stay/mine/<slug:number>/pay/": {"amount": "0"},
    "admin/bookings/<slug:house>/<slug:number>/do/<slug:verb>/": {"refund": "0", "reason": "Ours now"},
    "admin/bookings/<slug:house>/rooms/<slug:room>/capacity/": {"start_date": "2026-06-01", "beds": "0"},
    "admin/houses/<slug:house>/rooms/open/": FACTS,
    "admin/mails/<slug:house>/words/<str:key>/<str:language>/": {
        "subject": "Ours", "text": "Ours", "do": "keep",
    },
    "admin/mails/<slug:house>/letters/new/": LETTER,
    "admin/mails/<slug:house>/letters/<int:letter>/": LETTER,
    "accounts/profile/houses/<slug:house>/": {"listed": "1"},
    "admin/houses/<slug:house>/way-in/": {"door_code": "1234"},
    "admin/houses/<slug:house>/people/invite/": {"email": "ours@example.org"},
    "admin/houses/<slug:house>/people/": {"email": "ours@example.org", "start": "2026-03-02"},
    "admin/houses/<slug:house>/people/<int:residency>/": {"end": "2026-04-01"},
    "admin/houses/<slug:house>/rooms/<slug:room>/settings/": {
        "name": "Ours", "sleeps": "9", "order": "0", "rate": "1",
    },
    "admin/bookings/<slug:house>/basis/": {"name": "Ours", "currency": "EUR", "time_zone": "UTC"},
    "admin/bookings/<slug:house>/closing/": {"do": "close"},
    "admin/bookings/<slug:house>/rooms/<slug:room>/closing/": {"do": "close"},
    "admin/bookings/<slug:house>/rooms/<slug:room>/kind/": {"kind": "SHARED"},
    "admin/bookings/<slug:house>/rooms/<slug:room>/block/": {
        "start": "2026-06-01", "end": "2026-06-03", "beds": "1", "reason": "Ours now",
    },
    "admin/houses/<slug:house>/settings/": {
        "terms": "INSTANT", "answer_days": "1", "hold_hours": "2", "max_nights": "1", "visibility": "LINK",
        "pay_when": "ALL", "deposit_percent": "20", "rest_days": "1",
        "rules": "None", "palette": "fog",
    },
    "admin/houses/open/": {
        "name": "Ours", "slug": "ours", "currency": "USD", "time_zone": "UTC", "language": "en",
        "terms": "REQUEST", "steward": "ours@example.org",
    },
    "admin/pages/<int:page_id>/copy/": {
        "new_title": "Copy", "new_slug": "copy", "new_parent_page": "{page}", "copy_subpages": "on",
    },
    "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/": {
        "title": "Ours", "slug": "ours", "body-count": "0", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "action-publish": "1",
    },
    "admin/pages/<int:page_id>/edit/": {
        "title": "Ours", "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    },
    "admin/images/<int:image_id>/": {"title": "Ours", "collection": "{collection}"},
    "admin/images/multiple/<int:image_id>/": {"image-{image}-title": "Ours"},
    "admin/documents/edit/<int:document_id>/": {"title": "Ours", "collection": "{collection}"},
    "admin/documents/multiple/<int:doc_id>/": {"doc-{document}-title": "Ours"},
    "admin/choose-external-link/": {"external-link-chooser-url": "https://example.org"},
    "admin/collections/<int:pk>/": {"name": "Ours"},
    "admin/groups/edit/<int:pk>/": {"name": "Ours"},
    "admin/redirects/<int:redirect_id>/": {"old_path": "/ours", "redirect_link": "/"},
    "admin/workflows/edit/<int:pk>/": {"name": "Ours"},
    "admin/editing-sessions/release/<int:session_id>/": {},
    "admin/money/<slug:house>/on-paper/": {"name": "Ours", "address": "Here", "tax_number": "1"},
    "admin/money/<slug:house>/bills/<slug:reference>/invoice/": {"name": "Ours", "address": "Here"},
    "admin/money/<slug:house>/documents/<slug:number>/cancel/": {"reason": "Ours now"},
    "payments/<slug:reference>/invoice/": {"name": "Ours", "address": "Here"},
    "stay/mine/<slug:number>/cancel/": {"reason": "Not mine"},
}  # fmt: skip


def posted_to(route: str, ids: Mapping[str, object]) -> dict[str, str]:
    data = POSTED.get(route, {})
    return {name.format_map(ids): value.format_map(ids) for name, value in data.items()}


def naming(part: str, ids: Mapping[str, object]) -> dict[str, str]:
    """A page's form that names a picture, a page or a file in one part; `unfinished`: and lacks something."""
    page = {
        "title": "Ours", "slug": "ours", "place": "Here", "summary": "Ours", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "gallery-TOTAL_FORMS": "0",
        "gallery-INITIAL_FORMS": "0", "action-publish": "1",
    }  # fmt: skip
    block = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-id": ""}
    call = {
        "body-0-type": "call_to_action", "body-0-value-heading": "Ours", "body-0-value-label": "Go",
        "body-0-value-text": "", "body-0-value-address": "", "body-0-value-page": f"{ids['page']}",
    }  # fmt: skip
    parts = {
        "banner": {"banner": f"{ids['image']}"},
        "gallery": {"gallery-TOTAL_FORMS": "1", "gallery-0-image": f"{ids['image']}", "gallery-0-ORDER": "1"},
        "body": block | call,
        "unfinished": block | call | {"body-0-value-heading": ""},
        "words": block | {"body-0-type": "text", "body-0-value": _linked(ids)},
    }
    return page | parts[part]


def _linked(ids: Mapping[str, object]) -> str:
    """Words that lead to a file, as the editor sends them."""
    entity = {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": ids["document"]}}
    words = {
        "key": "a", "text": "Ours", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }  # fmt: skip
    return json.dumps({"blocks": [words], "entityMap": {"0": entity}})
