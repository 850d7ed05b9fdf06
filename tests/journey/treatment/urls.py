"""Addresses that the tests of treatment need, whatever the project has wired so far."""

from django.urls import include, path

urlpatterns = [
    path("", include("filiform.project.urls")),
    path("", include("filiform.backoffice.stock.urls")),
    path("", include("filiform.backoffice.credentials.urls")),
    path("", include("filiform.foundation.record.urls")),
    path("", include("filiform.journey.consent.urls")),
    path("", include("filiform.journey.treatment.urls")),
    path("", include("filiform.journey.visit.urls")),
]
