"""Addresses of the whole system."""

from django.urls import include, path

urlpatterns = [
    path("", include("filiform.foundation.gate.urls")),
    path("account/", include("allauth.urls")),
]

handler500 = "filiform.foundation.gate.views.server_error"
