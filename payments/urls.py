"""Addresses of payments."""

from django.urls import URLPattern, URLResolver, path

from payments import views
from payments.views import documents

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("stripe/webhook/", views.webhook, name="webhook"),
    path("<slug:reference>/return/", views.returning, name="return"),
    path("<slug:reference>/invoice/", documents.invoice, name="invoice"),
    path("<slug:reference>/receipts/<int:payment>/", documents.receipt, name="receipt"),
    path("<slug:reference>/documents/<slug:number>/", documents.document, name="document"),
    path("<slug:reference>/documents/<slug:number>.pdf", documents.document_file, name="document_file"),
]
