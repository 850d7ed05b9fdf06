"""Tables of the organisation: practice (the tenant), site, room."""

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from .rows import PracticeRow, Protection


class Practice(models.Model):
    """The organisation: owner of every other row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    #: ISO 3166-1 code, with subdivision where law differs inside the country (IE, GB, US-CO, ZA).
    jurisdiction = models.CharField(max_length=10, default="IE")
    time_zone = models.CharField(max_length=50, default="Europe/Dublin")
    created_at = models.DateTimeField(auto_now_add=True)


class Site(PracticeRow):
    """A place where the practice treats."""

    protection: ClassVar[Protection] = Protection.EDIT

    name = models.CharField(max_length=200)
    address = models.CharField(max_length=400, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "name"], name="site_name_once")]


class Room(PracticeRow):
    """A bookable space of a site."""

    protection: ClassVar[Protection] = Protection.EDIT

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "site", "name"], name="room_name_once")]
