"""Each table of the clinic belongs to a practice and says how it is protected."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django_scopes.exceptions import ScopeError

from filiform.foundation.record.models.rows import AuthoredRow, PatientRow, VisitRow
from filiform.foundation.tenancy.models import Practice
from filiform.foundation.tenancy.protect import practice_models
from filiform.foundation.tenancy.rows import Protection, Walled

OURS = [model for model in apps.get_models() if model.__module__.startswith("filiform.")]
#: The only tables of ours that belong to no practice.
OF_NOBODY = {"tenancy.Practice": "the practice itself", "accounts.User": "a person may work in several practices"}
OF_PATIENTS = ("filiform.journey.", "filiform.foundation.record.", "filiform.foundation.images.")
CLINICAL = [model for model in OURS if model.__module__.startswith(OF_PATIENTS)]
#: Clinical tables whose rows may be changed or deleted, each with the reason.
CHANGEABLE = {
    "record.PatientToken": "search words, rebuilt from the details at will",
    "images.ImageBytes": "go when the picture is taken back, which stays on record; never changed",
}
#: Clinical tables without an author of their own, each with the reason.
WITHOUT_AUTHOR = {"consent.ExplainedText": "a text under its digest, the same for all; the consent has an author"}
#: Tables of the journey whose rows may belong to no visit, each with the reason.
OF_NO_VISIT = {
    "consent.ExplainedText": "a text under its digest, the same for all",
    "consent.ConsentEvent": "a consent may be withdrawn between visits; with a visit it is locked all the same",
    "treatment.NeedleSet": "sites under a name, of no patient",
    "treatment.NeedleSetLine": "part of a set, of no patient",
    "treatment.NeedleSetEvent": "what was decided about a set, of no patient",
}
#: Rows about a visit that may still come after its signature, each with the reason.
AFTER_SIGNATURE = {
    "record.Fact": "what shows later (soreness, an adverse event) belongs to the visit that caused it",
    "record.Incident": "an incident may come to light after the signature",
    "record.Signature": "is the signature; one a visit",
    "record.Amendment": "stands beside the signed note",
}


def _label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=_label)
def test_each_table_belongs_to_a_practice(model: type[models.Model]) -> None:
    assert issubclass(model, Walled) != (_label(model) in OF_NOBODY)


@pytest.mark.parametrize("model", practice_models(), ids=_label)
def test_managers_refuse_to_work_outside_a_practice(model: type[Walled]) -> None:
    assert [manager.name for manager in model._meta.managers] == ["objects"]
    with pytest.raises(ScopeError):
        model.objects.count()


@pytest.mark.parametrize("model", CLINICAL, ids=_label)
def test_clinical_rows_are_appended(model: type[Walled]) -> None:
    assert (model.protection is not Protection.APPEND) == (_label(model) in CHANGEABLE)


@pytest.mark.parametrize("model", CLINICAL, ids=_label)
def test_clinical_rows_are_audited(model: type[Walled]) -> None:
    assert model.audited != (_label(model) in CHANGEABLE)


@pytest.mark.parametrize("model", [model for model in CLINICAL if _label(model) not in CHANGEABLE], ids=_label)
def test_clinical_rows_name_author_and_time(model: type[Walled]) -> None:
    assert issubclass(model, AuthoredRow) != (_label(model) in WITHOUT_AUTHOR)


@pytest.mark.parametrize("model", [model for model in CLINICAL if ".journey." in model.__module__], ids=_label)
def test_what_a_step_writes_belongs_to_its_visit(model: type[Walled]) -> None:
    assert issubclass(model, VisitRow) != (_label(model) in OF_NO_VISIT)


@pytest.mark.parametrize("model", CLINICAL, ids=_label)
def test_rows_of_a_visit_are_locked_by_its_signature(model: type[Walled]) -> None:
    of_a_visit = any(field.name == "visit" for field in model._meta.fields)
    assert (of_a_visit and not model.locked_by_signature) == (of_a_visit and _label(model) in AFTER_SIGNATURE)


@pytest.mark.parametrize("model", practice_models(), ids=_label)
def test_the_audit_names_the_patient(model: type[Walled]) -> None:
    """The column that is named exists, and points at the patient."""
    if not model.patient_column:
        assert not issubclass(model, PatientRow | VisitRow)
        return
    field = next(field for field in model._meta.concrete_fields if field.column == model.patient_column)
    assert field.primary_key or field.related_model._meta.label == "record.Patient"


@pytest.mark.parametrize("model", practice_models(), ids=_label)
def test_nothing_is_deleted_along(model: type[Walled]) -> None:
    along = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert along == []


def test_a_practice_is_told_apart_by_a_time_ordered_id() -> None:
    assert Practice._meta.pk.default().version == 7


@pytest.mark.parametrize("model", OURS, ids=_label)
def test_ids_are_made_in_python_and_sorted_by_time(model: type[models.Model]) -> None:
    field = model._meta.pk
    if isinstance(field, models.UUIDField) and not field.remote_field:
        assert field.default().version == 7
    else:
        assert model.__module__ == "filiform.foundation.audit.models"
