"""What Wagtail's admin shows of bookings."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from bookings import reports
from bookings.models import StateLabel
from bookings.views import (
    desk,
    desk_bill,
    desk_blocks,
    desk_calendars,
    desk_cancelling,
    desk_capacity,
    desk_chart,
    desk_closing,
    desk_day,
    desk_deed,
    desk_dispute,
    desk_enter,
    desk_guests,
    desk_paying,
    desk_prices,
    desk_refunds,
    desk_talk,
    desk_today,
)
from locations.access import abilities

ACTIONS = {
    "bookings.discount": (_("Give a discount"), _("Discount given")),
    "bookings.end_discount": (_("Take a discount back"), _("Discount taken back")),
    "bookings.suppress_fee": (_("Take a fee off"), _("Fee taken off")),
    "bookings.restore_fee": (_("Take a fee again"), _("Fee taken again")),
    "bookings.set_rate": (_("Set a rate"), _("Rate of its own set")),
    "bookings.amend_stay": (_("Change the stay"), _("Dates, room or people changed")),
    "bookings.close": (_("Close"), _("Closed")),
    "bookings.reopen": (_("Reopen"), _("Opened again")),
    "bookings.basis": (_("Change basis of house"), _("Name, currency or time zone changed")),
    "bookings.kind": (_("Change kind of room"), _("Kind of room changed")),
    "bookings.capacity": (_("Change capacity"), _("Capacity changed")),
    "bookings.block": (_("Block beds"), _("Beds blocked")),
    "bookings.unblock": (_("Unblock beds"), _("Beds unblocked")),
    "bookings.feed": (_("Share calendar"), _("Calendar got an address")),
    "bookings.feed_ended": (_("End calendar's address"), _("Calendar's address ended")),
    "bookings.house_note": (_("Write about guest"), _("Note on a guest written")),
    "bookings.house_note_changed": (_("Change note on guest"), _("Note on a guest changed")),
    "bookings.house_note_removed": (_("Remove note on guest"), _("Note on a guest removed")),
    "bookings.link_guests": (_("Link guests"), _("Two records said to be one guest")),
    "bookings.unlink_guests": (_("Unlink guests"), _("A guest stands by themselves again")),
    "bookings.outside_added": (_("Add outside calendar"), _("Calendar from elsewhere added")),
    "bookings.outside_removed": (_("Remove outside calendar"), _("Calendar from elsewhere removed")),
    "bookings.outside_believed": (_("Believe outside calendar"), _("Empty calendar believed")),
    "bookings.outside_read": (_("Read outside calendar"), _("Stays from elsewhere taken in")),
    "bookings.outside_placed": (_("Place outside stay"), _("Stay from elsewhere got its bed")),
    "bookings.outside_ignored": (_("Leave outside stay out"), _("Stay from elsewhere left out")),
}


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    for state in StateLabel:
        actions.register_action(f"bookings.{state.value.lower()}", state.label, state.label)
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


def _money() -> list[URLPattern]:
    return [
        path("<slug:house>/<slug:number>/disputes/<int:dispute>/", desk_dispute.evidence, name="dispute"),
        path("<slug:house>/<slug:number>/links/", desk_paying.link, name="payment_link"),
        path(
            "<slug:house>/<slug:number>/links/<int:link>/revoke/",
            desk_paying.revoke,
            name="payment_link_revoke",
        ),
        path(
            "<slug:house>/<slug:number>/payments/<int:payment>/reverse/",
            desk_paying.reverse_payment,
            name="reverse_payment",
        ),
        path("<slug:house>/<slug:number>/refunds/<int:refund>/done/", desk_refunds.done, name="refund_done"),
        path(
            "<slug:house>/<slug:number>/refunds/<int:refund>/again/", desk_refunds.again, name="refund_again"
        ),
        path(
            "<slug:house>/<slug:number>/refunds/<int:refund>/settled/",
            desk_refunds.settled,
            name="refund_settled",
        ),
    ]


@hooks.register("register_admin_urls")
def add_the_desk() -> list[URLResolver]:
    screens = [
        path("", desk.booking_list, name="bookings"),
        path("outstanding/", reports.outstanding_report, name="outstanding"),
        path("occupancy/", reports.occupancy_report, name="occupancy"),
        path("stays/", reports.stays_report, name="stays"),
        path("<slug:house>/rooms/<slug:room>/<int:year>.csv", reports.room_year, name="room_year"),
        # Before the bookings: none has this number.
        path("<slug:house>/closing/", desk_closing.house, name="close_house"),
        *_of_prices(),
        *_of_guests(),
        path("<slug:house>/basis/", desk_closing.basis, name="basis"),
        path("<slug:house>/calendar/", desk_chart.calendar, name="chart"),
        path("<slug:house>/day/", desk_day.day, name="day"),
        path("<slug:house>/enter/", desk_enter.enter, name="enter"),
        path("<slug:house>/calendars/", desk_calendars.calendars, name="calendars"),
        path("<slug:house>/calendars/share/", desk_calendars.share, name="share_calendar"),
        path("<slug:house>/calendars/ours/<int:feed>/", desk_calendars.renew, name="renew_calendar"),
        path("<slug:house>/calendars/<int:calendar>/again/", desk_calendars.again, name="read_calendar"),
        path("<slug:house>/calendars/<int:calendar>/remove/", desk_calendars.remove, name="remove_calendar"),
        path("<slug:house>/calendars/stays/<int:stay>/", desk_calendars.answer, name="answer_clash"),
        path("<slug:house>/<slug:number>/", desk.booking_page, name="booking"),
        path("<slug:house>/<slug:number>/note/", desk.note, name="note"),
        path("<slug:house>/<slug:number>/write/", desk_talk.write, name="write"),
        path("<slug:house>/<slug:number>/files/<int:file>/", desk_talk.file, name="file"),
        path("<slug:house>/<slug:number>/do/<slug:verb>/", desk_deed.do, name="do"),
        *_money(),
        *_of_rooms(),
    ]
    return [path("bookings/", include((screens, "desk")))]


def _of_guests() -> list[URLPattern]:
    return [
        path("<slug:house>/guests/", desk_guests.guest_list, name="guests"),
        path("<slug:house>/guests/<int:guest>/", desk_guests.guest, name="guest"),
        path("<slug:house>/guests/<int:guest>/note/", desk_guests.add_note, name="add_note"),
        path(
            "<slug:house>/guests/<int:guest>/notes/<int:note>/", desk_guests.change_note, name="change_note"
        ),
        path("<slug:house>/guests/<int:guest>/link/", desk_guests.link, name="link"),
        path("<slug:house>/guests/<int:guest>/unlink/", desk_guests.unlink, name="unlink"),
    ]


def _of_prices() -> list[URLPattern]:
    return [
        path("<slug:house>/cancelling/", desk_cancelling.cancelling, name="cancelling"),
        path("<slug:house>/<slug:number>/bill/<slug:what>/", desk_bill.change, name="change_bill"),
        path("<slug:house>/prices/", desk_prices.prices, name="prices"),
        path("<slug:house>/prices/<slug:kind>/add/", desk_prices.add, name="add_price"),
        path("<slug:house>/prices/<slug:kind>/<int:pk>/", desk_prices.change, name="change_price"),
        path("<slug:house>/prices/<slug:kind>/<int:pk>/remove/", desk_prices.remove, name="remove_price"),
    ]


def _of_rooms() -> list[URLPattern]:
    return [
        path("<slug:house>/rooms/<slug:room>/capacity/", desk_capacity.capacity, name="capacity"),
        path(
            "<slug:house>/rooms/<slug:room>/capacity/<int:change>/remove/",
            desk_capacity.remove,
            name="remove_change",
        ),
        path("<slug:house>/rooms/<slug:room>/closing/", desk_closing.room, name="close_room"),
        path("<slug:house>/rooms/<slug:room>/kind/", desk_closing.kind, name="kind"),
        path("<slug:house>/rooms/<slug:room>/block/", desk_blocks.block_beds, name="block"),
        path("<slug:house>/rooms/<slug:room>/blocks/<int:block>/remove/", desk_blocks.remove, name="unblock"),
    ]


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return "bookings" in abilities(request)


@hooks.register("register_admin_menu_item")
def show_the_desk() -> MenuItem:
    return DeskMenuItem(
        _("Bookings"), reverse("desk:bookings"), name="bookings", icon_name="calendar-check", order=50
    )


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return "reports" in abilities(request)


@hooks.register("register_reports_menu_item")
def show_the_occupancy() -> MenuItem:
    address = reverse("desk:occupancy")
    return ReportMenuItem(_("Occupancy"), address, name="occupancy", icon_name="calendar-check", order=790)


@hooks.register("construct_homepage_panels")
def put_today_first(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, desk_today.TodayPanel(request.user))


@hooks.register("insert_global_admin_css")
def style_the_desk() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
