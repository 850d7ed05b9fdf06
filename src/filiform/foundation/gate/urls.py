"""Addresses of the gate."""

from django.urls import path

from . import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("queue/", views.who, name="queue"),
    path("drafts/", views.save_draft, name="draft-save"),
    path("drafts/drop/", views.drop_draft, name="draft-drop"),
]
