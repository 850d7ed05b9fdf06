"""Addresses of pictures, below their visit."""

from django.urls import path

from . import bytes_view, views

urlpatterns = [
    path("visits/<uuid:visit>/images/", views.visit_images, name="visit-images"),
    path("visits/<uuid:visit>/images/<uuid:image>/", views.visit_image, name="visit-image"),
    path("visits/<uuid:visit>/images/<uuid:image>/take-back/", views.take_back, name="visit-image-back"),
    path("visits/<uuid:visit>/images/<uuid:image>/frames/<int:number>.jpg", bytes_view.image_frame, name="image-frame"),
    path("visits/<uuid:visit>/images/<uuid:image>/<slug:part>", bytes_view.image_bytes, name="image-bytes"),
]
