"""Addresses of the examination beside the step of a visit."""

from django.urls import path

from . import views

urlpatterns = [path("practice/pain-map/", views.practice_map, name="pain-map")]
