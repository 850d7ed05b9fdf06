"""Addresses of screening."""

from django.urls import path

from . import schema_page

app_name = "screening"
urlpatterns = [path("schema/case.json", schema_page.case_schema, name="case-schema")]
