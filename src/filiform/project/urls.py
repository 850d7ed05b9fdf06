"""Addresses of the whole system."""

from django.urls import include, path

urlpatterns = [
    path("", include("filiform.foundation.gate.urls")),
    path("account/", include("allauth.urls")),
    path("", include("filiform.foundation.ui.urls")),
    path("", include("filiform.foundation.office.urls")),
    path("patients/", include("filiform.foundation.record.urls")),
    path("", include("filiform.foundation.images.urls")),
    path("", include("filiform.backoffice.credentials.urls")),
    path("", include("filiform.backoffice.policy.urls")),
    path("", include("filiform.backoffice.stock.urls")),
    path("", include("filiform.journey.screening.urls")),
    path("", include("filiform.journey.consent.urls")),
    path("", include("filiform.journey.examination.urls")),
    path("", include("filiform.journey.treatment.urls")),
    path("", include("filiform.journey.visit.urls")),
]

handler400 = "filiform.foundation.ui.errors.bad_request"
handler403 = "filiform.foundation.ui.errors.forbidden"
handler404 = "filiform.foundation.ui.errors.not_found"
handler500 = "filiform.foundation.ui.errors.server_error"
