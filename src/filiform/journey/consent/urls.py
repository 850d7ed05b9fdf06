"""Addresses of consent outside a visit."""

from django.urls import path

from . import views

urlpatterns = [
    path("patients/<uuid:patient>/consent/", views.patient_consents, name="consents"),
    path("consents/<uuid:consent>/copy/", views.consent_copy, name="consent-copy"),
]
