"""Addresses of the practice's own pages."""

from django.urls import path

from . import lock, people, places, views

urlpatterns = [
    path("lock/", lock.lock_page, name="lock"),
    path("rooms/", lock.rooms, name="rooms"),
    path("practice/", views.practice, name="practice"),
    path("practice/edit/", views.edit, name="practice-edit"),
    path("practice/switch/", views.switch, name="practice-switch"),
    path("practice/people/", people.listing, name="people"),
    path("practice/people/new/", people.new, name="person-new"),
    path("practice/people/<uuid:member>/", people.person, name="person"),
    path("practice/people/<uuid:member>/link/", people.link, name="person-link"),
    path("practice/people/<uuid:member>/end/", people.end, name="person-end"),
    path("practice/places/", places.listing, name="places"),
    path("practice/places/new/", places.new_site, name="site-new"),
    path("practice/places/<uuid:site>/", places.site, name="site"),
    path("practice/places/<uuid:site>/rooms/new/", places.new_room, name="room-new"),
    path("practice/rooms/<uuid:room>/", places.room, name="room"),
]
