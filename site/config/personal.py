"""What is known about people: every field of every table is declared here, as kept or as blanked in some way.

`anonymise` makes a copy of production fit for staging by these words alone, and a test fails on a field that
is not among them. Kept: shapes, dates, sums, and what a house tells everybody. Blanked: everything else.
"""

from typing import Final, NamedTuple


class Table(NamedTuple):
    """Names of fields, separated by spaces.

    `words`: each letter and digit becomes an x; `inside`: so it does in the texts within a JSON object, but
    for SUMS_AND_DATES; `empty`: an empty text, list or object; `null`: nothing; `numbered`: a word and the
    row's number; `token`: a new one; `files`: the file goes, and its name.
    `cleared`: all rows go.
    """

    kept: str = ""
    words: str = ""
    inside: str = ""
    empty: str = ""
    null: str = ""
    numbered: str = ""
    token: str = ""
    files: str = ""
    cleared: bool = False

    @property
    def declared(self) -> set[str]:
        return {name for names in self[:-1] for name in str(names).split()}


ALL_GO: Final = Table(cleared=True)
# What is kept within a JSON object, by its name there: what a document adds up, and when.
SUMS_AND_DATES: Final = {"amount", "percent", "paid", "start", "end", "on", "kind", "number", "reference"}
# What stays as it was when one person is erased, of the fields below that are not kept in a copy: names of
# rooms, fees and discounts, what banks know a payment by, and paper that the law wants kept.
STAYS_WHEN_ERASED: Final[dict[str, str]] = {
    "messaging.Message": "from_email dedupe_key uid provider_id last_event",
    "messaging.MailgunEvent": "token",
    "messaging.Inbound": "token recipient list_name",
    "messaging.Thread": "label token",
    "payments.Bill": "label",
    # Of a line that somebody typed it goes.
    "payments.BillLine": "label",
    "payments.Dispute": "dispute_id",
    "payments.Document": "content",
    "payments.Payment": "session_id intent_id idempotency_key charge_id balance_id",
    "payments.PayoutEntry": "entry_id source_id",
    "payments.Refund": "refund_id idempotency_key",
    "payments.SplitPart": "label",
    "payments.Suppression": "label",
}
_WAGTAIL_IMAGE = (
    "id collection title description width height created_at uploaded_by_user focal_point_x focal_point_y "
    "focal_point_width focal_point_height file_size file_hash file"
)

TABLES: Final[dict[str, Table]] = {
    # Whoever has one answers for a house.
    "bookings.AnswerKey": ALL_GO,
    "bookings.BedNight": Table("id room night bed booking block outside until"),
    "bookings.Block": Table("id room start end beds by created_at removed_at", words="reason"),
    "bookings.Booking": Table(
        "id number guest room arrive depart people beds young state asked_at hold_until hold_limit answer_by "
        "remind_at left_on welcomed_for parted_for rules_accepted_at rules_text language bill custom_rate "
        "policy thread forgotten_at legacy_id",
        words="purpose arrival_time comments rate_reason",
        null="ask_key",
    ),
    "bookings.Feed": Table("id house room by created_at ended_at", token="token"),  # noqa: S106 - the field's name
    "bookings.HouseNote": Table("id house person at by changed_at changed_by", words="text"),
    "bookings.OutsideCalendar": Table(
        "id room last_night by created_at removed_at next_at tried_at read_at failures unread doubted_at",
        words="name error",
        empty="etag last_modified",
        numbered="url",
    ),
    "bookings.OutsideStay": Table(
        "id calendar room start end state seen_at", words="summary", numbered="key"
    ),
    "bookings.SameGuest": Table("id house person of at by"),
    "bookings.Move": Table("id booking at start end by", words="why"),
    "bookings.Note": Table("id booking at by", words="text"),
    "payments.Bill": Table(
        "id kind reference path house payer currency service_start service_end created_at legacy_id "
        "deposit_percent rest_on lapses_unpaid",
        words="label",
    ),
    "payments.BillLine": Table(
        "id bill kind percent amount paid_by nights source order created_at legacy_id", words="label why"
    ),
    # Credit notes go on from what an invoice says.
    "payments.Document": Table(
        "id house bill kind year place number issued_on issued_at by payment refund of currency total "
        "language",
        inside="content",
    ),
    "payments.InvoiceAddress": Table("id bill", words="name company address tax_id"),
    "payments.LegalDetails": Table("id house", words="name address tax_number footer"),
    "payments.Numbering": Table("id house kind year last"),
    "payments.Dispute": Table(
        "id payment amount status reason due_by created_at changed_at told_at", numbered="dispute_id"
    ),
    "payments.Payment": Table(
        "id amount state source by created_at settled_at applied_at is_unclear attempts next_at legacy_id "
        "bill expires_at expire_asked_at ended_at received_on link reversed_at reversed_by "
        "fee fee_currency quarantined_at",
        words="reference error quarantine",
        empty="parameters idempotency_key url charge_id balance_id",
        null="session_id intent_id",
    ),
    "payments.PaymentLink": Table("id bill amount by created_at revoked_at revoked_by", words="name"),
    "payments.Cursor": ALL_GO,
    "payments.Notice": Table("id bill kind rest_on at"),
    "payments.Payout": Table("id amount currency status arrives_on created_at", numbered="payout_id"),
    "payments.PayoutEntry": Table(
        "id payout kind amount fee net currency created_at payment refund dispute",
        numbered="entry_id",
        empty="source_id",
    ),
    "payments.Refund": Table(
        "id amount state source by created_at settled_at applied_at is_unclear attempts next_at legacy_id "
        "bill payment dispute",
        words="reference error reason",
        empty="parameters idempotency_key",
        null="refund_id",
    ),
    "payments.Split": Table(
        "id payment refund is_undoing bill house on currency source amount fees taxes house_fees to_house "
        "has_fees"
    ),
    # Named as the bill's lines are, which it is compared with.
    "payments.SplitPart": Table("id split kind percent paid_by amount", words="label"),
    "payments.Reduction": Table("id bill kind value code by at ended_at", words="label reason"),
    "payments.Suppression": Table("id bill source by at", words="label reason"),
    "payments.StripeEvent": ALL_GO,
    # Mails that wait would go out from staging to real people.
    "messaging.Attachment": ALL_GO,
    "messaging.Inbound": ALL_GO,
    "messaging.MailgunEvent": ALL_GO,
    "messaging.Message": ALL_GO,
    "messaging.Digest": Table("id house readers day at mails"),
    "messaging.Suppression": ALL_GO,
    # They may say anything, and a guest would get it.
    "messaging.Canned": ALL_GO,
    "messaging.Override": ALL_GO,
    "messaging.Post": Table(
        "id thread at by is_ours is_private", words="name subject text quoted", null="inbound key"
    ),
    "messaging.Thread": Table("id house path", words="label", token="token"),  # noqa: S106 - the field's name
    "locations.CapacityChange": Table("id room start_date beds legacy_id"),
    # Whoever has one pays less on the live site.
    "locations.DiscountCode": Table("id house kind value start end uses per_guest", numbered="code"),
    "locations.Fee": Table(
        "id house label basis percent amount paid_by is_tax taxable start end cap_nights free_from_nights "
        "free_residents free_under order legacy_id"
    ),
    "locations.Follow": Table("id house person since"),
    "locations.House": Table(
        "id name slug page_key group collection currency time_zone language terms answer_days hold_hours "
        "pay_when deposit_percent rest_days lapse_unpaid "
        "max_nights cancelling cancelling_tiers no_show_percent lead_days window_days welcome_days rules "
        "palette visibility legacy_id",
        empty="secrets",
    ),
    "locations.LengthDiscount": Table("id house room nights percent"),
    "locations.HousePage": Table("page_ptr place summary banner address body"),
    "locations.HousePicture": Table("id sort_order page image"),
    "locations.OldSlug": Table("id house room slug"),
    "locations.Residency": Table("id house person start end listed"),
    "locations.Role": Table("id house user role listed"),
    "locations.Room": Table(
        "id house name slug page_key kind sleeps rate guests_included extra_guest amenities order legacy_id"
    ),
    "locations.RoomPage": Table("page_ptr summary bed picture body"),
    "locations.RoomPicture": Table("id sort_order page image caption"),
    "home.DailyRun": ALL_GO,
    "locations.Season": Table(
        "id house room name start end weekdays price percent min_nights max_nights no_arrival no_departure"
    ),
    "home.HomePage": Table("page_ptr sentence picture body"),
    "home.StandardPage": Table("page_ptr summary body"),
    "home.Purge": ALL_GO,
    "home.Remaking": Table(
        "id collection spec only_missing by by_worker edition begun_at ended_at cursor total done files",
        empty="failures",
    ),
    "home.SiteDocument": Table(
        "id collection created_at uploaded_by_user file_size", words="title", empty="file_hash", files="file"
    ),
    "home.SiteImage": Table(f"{_WAGTAIL_IMAGE} made attempts next_at legacy_id"),
    "home.SiteRendition": Table("id filter_spec file width height focal_point_key image"),
    "members.User": Table(
        "id last_login is_superuser is_staff is_active date_joined language is_named erased_at legacy_id",
        words="phone bio",
        numbered="name email",
        token="password",  # noqa: S106 - the field's name: nobody knows the new one
        files="photo",
    ),
    "members.User_groups": Table("id user group"),
    "members.User_user_permissions": Table("id user permission"),
    # Django, Wagtail and others
    "account.EmailAddress": ALL_GO,
    "account.EmailConfirmation": ALL_GO,
    "auth.Group": Table("id name"),
    "auth.Group_permissions": Table("id group permission"),
    "auth.Permission": Table("id name content_type codename"),
    "contenttypes.ContentType": Table("id app_label model"),
    "django_tasks_database.DBTaskResult": ALL_GO,
    "sessions.Session": ALL_GO,
    "taggit.Tag": Table("id name slug"),
    "taggit.TaggedItem": Table("id tag content_type object_id"),
    "wagtailadmin.Admin": Table("id"),
    "wagtailadmin.EditingSession": ALL_GO,
    "wagtailadmin.FormState": ALL_GO,
    "wagtailcore.APIToken": ALL_GO,
    "wagtailcore.Collection": Table("id path depth numchild name"),
    "wagtailcore.CollectionViewRestriction": Table("id restriction_type collection", empty="password"),
    "wagtailcore.CollectionViewRestriction_groups": Table("id collectionviewrestriction group"),
    "wagtailcore.Comment": ALL_GO,
    "wagtailcore.CommentReply": ALL_GO,
    "wagtailcore.GroupApprovalTask": Table("task_ptr"),
    "wagtailcore.GroupApprovalTask_groups": Table("id groupapprovaltask group"),
    "wagtailcore.GroupCollectionPermission": Table("id group collection permission"),
    "wagtailcore.GroupPagePermission": Table("id group page permission"),
    "wagtailcore.GroupSitePermission": Table("id group site permission"),
    "wagtailcore.Locale": Table("id language_code"),
    "wagtailcore.ModelLogEntry": Table(
        "id content_type action timestamp uuid user revision content_changed deleted object_id",
        words="label",
        empty="data",
    ),
    "wagtailcore.Page": Table(
        "id path depth numchild translation_key locale latest_revision live has_unpublished_changes "
        "first_published_at last_published_at live_revision go_live_at expire_at expired locked locked_at "
        "locked_by title draft_title slug content_type url_path owner latest_revision_created_at alias_of "
        "show_in_menus seo_title search_description"
    ),
    "wagtailcore.PageLogEntry": Table(
        "id content_type action timestamp uuid user revision content_changed deleted page",
        words="label",
        empty="data",
    ),
    "wagtailcore.PageSubscription": Table("id user page comment_notifications"),
    "wagtailcore.PageViewRestriction": Table("id restriction_type page", empty="password"),
    "wagtailcore.PageViewRestriction_groups": Table("id pageviewrestriction group"),
    "wagtailcore.ReferenceIndex": Table(
        "id content_type base_content_type object_id to_content_type to_object_id model_path content_path "
        "content_path_hash"
    ),
    # Drafts and what was taken off a page again.
    "wagtailcore.Revision": ALL_GO,
    "wagtailcore.Site": Table("id hostname port site_name root_page is_default_site"),
    "wagtailcore.Task": Table("id name content_type active"),
    "wagtailcore.TaskState": ALL_GO,
    "wagtailcore.UploadedFile": ALL_GO,
    "wagtailcore.Workflow": Table("id name active"),
    "wagtailcore.WorkflowContentType": Table("content_type workflow"),
    "wagtailcore.WorkflowPage": Table("page workflow"),
    "wagtailcore.WorkflowState": ALL_GO,
    "wagtailcore.WorkflowTask": Table("id sort_order workflow task"),
    "wagtaildocs.Document": ALL_GO,
    "wagtailembeds.Embed": ALL_GO,
    "wagtailimages.Image": ALL_GO,
    "wagtailimages.Rendition": ALL_GO,
    "wagtailredirects.Redirect": Table(
        "id old_path site is_permanent redirect_page redirect_page_route_path redirect_link "
        "automatically_created created_at"
    ),
    # Made again from what is left.
    "wagtailsearch.IndexEntry": ALL_GO,
    "wagtailusers.UserProfile": Table(
        "id user submitted_notifications approved_notifications rejected_notifications "
        "updated_comments_notifications preferred_language current_time_zone theme contrast density "
        "keyboard_shortcuts",
        empty="dismissibles",
        files="avatar",
    ),
}
