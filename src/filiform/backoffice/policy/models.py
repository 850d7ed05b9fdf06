"""The table of a practice's policy: one row for each decision, a new one takes the place of the one before."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from filiform.foundation.record.public import AuthoredRow


class About(models.TextChoices):
    """What a decision is about."""

    ITEM = "item", _("how an item is weighed")
    THRESHOLD = "threshold", _("where a threshold lies")
    CONSENT = "consent", _("how consent may be given")
    PLACE = "place", _("whether and how a place is needled")
    LONGEST = "longest", _("the longest needle of a structure")
    REACH = "reach", _("how far a needle may reach in a structure")


class Kind(models.TextChoices):
    """Whether the practice rules, or takes back what it ruled."""

    RULED = "ruled", _("ruled")
    WITHDRAWN = "withdrawn", _("taken back")


class PolicyDecision(AuthoredRow):
    """One decision of the practice: what it rules, in force from when, why, and the source it leans on.

    Of the rows about one subject that have begun on a day, the one entered last counts. Nothing is changed: a row
    replaces the one before it, and two written from the same page collide.
    """

    about = models.CharField(max_length=10, choices=About.choices)
    #: Item of the screening rule book, name of a threshold, "form" of consent, or code of a place or structure.
    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    #: note, weigh, clearance or stop; written or verbal; never, ultrasound or named; "" for a number and taken back.
    weight = models.CharField(max_length=10, blank=True)
    #: In the threshold's unit, or in mm; NULL for what is no number and for what is taken back.
    value = models.FloatField(null=True)
    #: Users who alone needle a place that is named so; empty for all else.
    people = ArrayField(models.UUIDField(), default=list, db_default=[])
    #: The practitioner who answers for it, who need not be the owner that put it on record.
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    reason = models.TextField(max_length=2000)
    source = models.CharField(max_length=500, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    knowledge_version = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="withdrawn", weight="", value=None, people=[])
                | Q(
                    kind="ruled", about="item", weight__in=("note", "weigh", "clearance", "stop"), value=None, people=[]
                )
                | Q(kind="ruled", about="consent", weight__in=("written", "verbal"), value=None, people=[])
                | Q(kind="ruled", about="place", weight__in=("never", "ultrasound"), value=None, people=[])
                | (Q(kind="ruled", about="place", weight="named", value=None) & ~Q(people=[]))
                | Q(
                    kind="ruled", about__in=("threshold", "longest", "reach"), weight="", value__isnull=False, people=[]
                ),
                name="policy_says_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawn") | Q(about__in=("item", "threshold")) | Q(clinician__isnull=False),
                name="policy_names_a_clinician",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="policy_has_a_reason"),
            models.CheckConstraint(condition=Q(kind="withdrawn") | ~Q(source=""), name="policy_names_its_source"),
            models.UniqueConstraint(
                fields=["practice", "about", "subject"], condition=Q(replaces=None), name="policy_begins_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "recorded_at"], name="policy_in_order")]
