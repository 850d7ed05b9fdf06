"""Addresses of treatment beside the steps of a visit."""

from django.urls import path

from . import views
from .line import views as line

urlpatterns = [
    path("visits/<uuid:visit>/needles/tap/", views.tap, name="needle-tap"),
    path("visits/<uuid:visit>/needles/line/", line.needle_line, name="needle-line"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/<uuid:incident>/", views.incident, name="incident"),
    path("practice/stock/lots/<uuid:lot>/patients/", views.lot_patients, name="lot-patients"),
]
