"""Addresses of the register of patients, below /patients/."""

from django.urls import path

from .views import editing, finding, linking

urlpatterns = [
    path("", finding.patients, name="patients"),
    path("new/", editing.new_patient, name="patient-new"),
    path("<uuid:patient>/details/", editing.patient_details, name="patient"),
    path("<uuid:patient>/edit/", editing.edit, name="patient-edit"),
    path("<uuid:patient>/history/", finding.history, name="patient-history"),
    path("<uuid:patient>/link/", linking.link, name="patient-link"),
]
