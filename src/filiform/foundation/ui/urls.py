"""Addresses of the look: the gallery, help, the page without a connection and its worker."""

from django.urls import path

from . import help, offline, views

app_name = "ui"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("help/", help.help_page, name="help"),
    path("offline/", offline.offline_page, name="offline"),
    path("worker.js", offline.worker, name="worker"),
]
