"""A steward writes to the guest from the booking, and fetches files that came with mails."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from bookings.actions import write_to_guest
from bookings.emails import letter_about
from bookings.forms.conversation import ChooseLetterForm, LetterForm
from bookings.models import Booking
from bookings.views.desk import booking_or_404, page_of, show_booking
from locations.views.houses import StewardRequest
from messaging.actions.posts import Said
from messaging.queries.conversation import file_at
from messaging.views.downloads import download


@require_POST
def write(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """Send the letter; or put one that the house keeps above what is typed, and send nothing yet."""
    booking = booking_or_404(request.user, house, number)
    if request.POST.get("do") == "choose":
        return show_booking(request, booking, letter_form=_begun(request, booking))
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_booking(request, booking, letter_form=form)
    said = Said(form.cleaned_data["text"], form.cleaned_data["subject"])
    write_to_guest(booking, said=said, by=request.user, now=timezone.now(), key=form.cleaned_data["key"])
    messages.success(request, _("Sent to %(guest)s.") % {"guest": booking.guest})
    return redirect(f"{page_of(booking)}#conversation")


def _begun(request: StewardRequest, booking: Booking) -> LetterForm:
    """The form with the chosen letter in it; what was typed stays below it."""
    typed = {name: request.POST.get(name, "").strip() for name in ("subject", "text")}
    chosen = ChooseLetterForm(request.POST, letters=booking.house.canned.all())
    letter = chosen.cleaned_data["letter"] if chosen.is_valid() else None
    if letter is None:
        return LetterForm(initial=typed)
    filled = letter_about(booking, letter, by=request.user)
    text = "\n\n".join(part for part in (filled.text, typed["text"]) if part)
    return LetterForm(initial={"subject": filled.subject, "text": text})


@require_GET
def file(request: StewardRequest, house: str, number: str, file: int) -> FileResponse:
    """A file of the conversation."""
    booking = booking_or_404(request.user, house, number)
    found = file_at(booking.thread, file)
    if found is None:
        raise Http404
    return download(found, is_typed=True)
