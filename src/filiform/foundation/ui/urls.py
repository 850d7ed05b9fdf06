"""Addresses of the look: the gallery."""

from django.urls import path

from . import help, views

app_name = "ui"
urlpatterns = [path("gallery/", views.gallery, name="gallery"), path("help/", help.help_page, name="help")]
