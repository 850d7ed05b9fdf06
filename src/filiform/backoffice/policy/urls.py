"""Addresses of the practice's policy."""

from django.urls import path

from . import views

urlpatterns = [
    path("practice/policy/", views.listing, name="policy"),
    path("practice/policy.json", views.as_file, name="policy-file"),
    path("practice/policy/structure/<slug:code>/", views.structure, name="policy-structure"),
    path("practice/policy/<slug:part>/<slug:code>/", views.subject, name="policy-subject"),
]
