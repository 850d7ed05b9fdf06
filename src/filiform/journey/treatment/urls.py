"""Addresses of treatment beside the steps of a visit."""

from django.urls import path

from . import views
from .line import views as line
from .onetap import views as onetap
from .onetap.body import needle_body

urlpatterns = [
    path("visits/<uuid:visit>/needles/tap/", views.tap, name="needle-tap"),
    path("visits/<uuid:visit>/needles/line/", line.needle_line, name="needle-line"),
    path("visits/<uuid:visit>/needles/now/", onetap.place_now, name="needle-now"),
    path("visits/<uuid:visit>/needles/plan/", onetap.plan_site, name="needle-plan"),
    path("visits/<uuid:visit>/needles/body/", needle_body, name="needle-body"),
    path("practice/needle-sets/", onetap.needle_sets, name="needle-sets"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/<uuid:incident>/", views.incident, name="incident"),
    path("practice/stock/lots/<uuid:lot>/patients/", views.lot_patients, name="lot-patients"),
]
