"""Addresses of credentials."""

from django.urls import path

from . import views

urlpatterns = [
    path("practice/credentials/", views.listing, name="credentials"),
    path("practice/credentials/new/", views.enter, name="credential-new"),
]
