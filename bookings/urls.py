"""Addresses of stays."""

from django.urls import path

from bookings.views import answer, ask, calendars, mine, nights, pay, pay_link, question, search, talk

urlpatterns = [
    path("stay/", search.results, name="stay"),
    path("stay/nights/", nights.nights, name="nights"),
    path("api/availability/", search.availability, name="availability"),
    path("calendars/<str:token>.ics", calendars.calendar, name="calendar"),
    path("stay/ask/<slug:house>/<slug:room>/", ask.ask, name="ask"),
    path("stay/question/<slug:house>/", question.question, name="question"),
    path("stay/question/<slug:house>/<slug:room>/", question.question, name="room_question"),
    path("stay/mine/", mine.my_stays, name="my_stays"),
    path("stay/mine/<slug:number>/", mine.my_stay, name="my_stay"),
    path("stay/mine/<slug:number>/pay/", pay.pay, name="pay"),
    path("stay/mine/<slug:number>/paying/", pay.paying, name="paying"),
    path("stay/mine/<slug:number>/links/", pay.add_link, name="add_link"),
    path("stay/mine/<slug:number>/links/<int:link>/revoke/", pay.end_link, name="end_link"),
    path("stay/pay/<str:address>/", pay_link.pay_link, name="pay_link"),
    path("stay/mine/<slug:number>/withdraw/", mine.withdraw_stay, name="withdraw_stay"),
    path("stay/mine/<slug:number>/cancel/", mine.cancel_stay, name="cancel_stay"),
    path("stay/mine/<slug:number>/write/", talk.write, name="write_to_house"),
    path("stay/mine/<slug:number>/files/<int:file>/", talk.file, name="stay_attachment"),
    path("stay/answer/<str:signed>/<slug:verb>/", answer.answer_request, name="answer"),
    path("stay/mine/<slug:number>/stay.ics", mine.stay_file, name="stay_file"),
]
