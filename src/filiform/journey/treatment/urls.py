"""Addresses of treatment beside the steps of a visit."""

from django.urls import path

from . import views

urlpatterns = [
    path("visits/<uuid:visit>/needles/tap/", views.tap, name="needle-tap"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/<uuid:incident>/", views.incident, name="incident"),
    path("practice/stock/lots/<uuid:lot>/patients/", views.lot_patients, name="lot-patients"),
]
