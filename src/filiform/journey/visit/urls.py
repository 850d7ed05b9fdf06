"""Addresses of the visit."""

from django.urls import path

from . import cancelling, leaving, paper_views, timeline, views

urlpatterns = [
    path("", views.home, name="home"),
    path("leave/", leaving.log_out, name="log-out"),
    path("today/", views.day, name="today"),
    path("unsigned/", views.unsigned, name="unsigned"),
    path("visits/<uuid:visit>/", views.visit_home, name="visit"),
    path("visits/<uuid:visit>/arrive/", views.arrive, name="visit-arrive"),
    path("visits/<uuid:visit>/cancel/", cancelling.cancel, name="visit-cancel"),
    path("visits/<uuid:visit>/note.pdf", paper_views.note_pdf, name="visit-note"),
    path("visits/<uuid:visit>/sheet.pdf", paper_views.sheet_pdf, name="visit-sheet"),
    path("visits/<uuid:visit>/<slug:code>/", views.step, name="visit-step"),
    path("patients/<uuid:patient>/", timeline.timeline, name="timeline"),
    path("patients/<uuid:patient>/pain.svg", timeline.pain_chart, name="pain-chart"),
    path("patients/<uuid:patient>/plan/", views.plan, name="visit-plan"),
]
