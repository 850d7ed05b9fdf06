"""Addresses of stock."""

from django.urls import path

from . import views

urlpatterns = [
    path("practice/stock/", views.stock, name="stock"),
    path("practice/stock/products/new/", views.new_product, name="stock-product-new"),
    path("practice/stock/lots/new/", views.new_lot, name="stock-lot-new"),
    path("practice/stock/lots/<uuid:lot>/", views.move_lot, name="stock-lot"),
    path("practice/stock/boxes/new/", views.new_box, name="stock-box-new"),
    path("practice/stock/boxes/<uuid:box>/close/", views.close_box, name="stock-box-close"),
]
