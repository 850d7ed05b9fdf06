"""The doctor finds each wall that was taken down by hand, and each thing that stands open."""

from __future__ import annotations

import json

import pytest
from tests.project.cli.conftest import Installation


def faults(installation: Installation) -> list[str]:
    """What the doctor calls a fault, by name and words."""
    found = json.loads(installation.run("doctor", "--json", code=None).stdout)
    assert all(one["mend"] for one in found if one["state"] != "ok")
    return [f"{one['what']}: {one['told']}" for one in found if one["state"] == "fault"]


def test_a_sound_installation_has_no_fault(installation: Installation) -> None:
    (installation.data / "last-backup").unlink(missing_ok=True)
    told = installation.run("doctor").stdout
    assert "fault" not in told
    assert "ok       walls" in told
    assert "warning  backup" in told
    installation.run("backup", installation.data / "b")
    assert "ok       backup" in installation.run("doctor").stdout


def test_every_kind_of_wall_is_missed(installation: Installation) -> None:
    installation.ask(
        "ALTER TABLE record_fact NO FORCE ROW LEVEL SECURITY;"
        "ALTER TABLE record_patient DISABLE TRIGGER ff_append;"
        "DROP TRIGGER ff_audit ON record_visit;"
        "GRANT DELETE ON record_episode TO filiform_app;"
        "CREATE POLICY other ON record_incident USING (true);"
        "DROP POLICY ff_practice ON gate_draft; CREATE POLICY ff_practice ON gate_draft USING (true);"
        "ALTER TABLE tenancy_room DROP CONSTRAINT ff_tenancy_room_site_id;"
        "ALTER ROLE filiform_app BYPASSRLS"
    )
    found = faults(installation)
    for word in (
        "record_fact: row-level security is not forced",
        "record_patient: the trigger ff_append",
        "record_visit: the trigger ff_audit",
        "record_episode: filiform_app may DELETE",
        "record_incident: its policy",
        "gate_draft: its policy",
        "tenancy_room: the key ff_tenancy_room_site_id is missing",
        "filiform_app walks past row-level security",
    ):
        assert any(word in line for line in found), (word, found)
    installation.ask("DROP POLICY other ON record_incident; ALTER ROLE filiform_app NOBYPASSRLS")
    installation.run("migrate", "--walls")
    assert faults(installation) == []


def test_open_secrets_and_a_cut_audit_log_are_faults(installation: Installation) -> None:
    installation.run("jobs", "--once")
    (installation.data / "secret-key").chmod(0o644)
    installation.ask(
        "ALTER TABLE audit_entry DISABLE TRIGGER USER; DELETE FROM audit_entry WHERE seq > 4;"
        "ALTER TABLE audit_entry ENABLE TRIGGER USER; UPDATE audit_head h SET seq = 4,"
        " hash = (SELECT hash FROM audit_entry e WHERE e.practice_id = h.practice_id AND e.seq = 4)"
    )
    found = faults(installation)
    assert any("secret-key can be read by others" in line for line in found)
    assert sum("does not fit the head kept outside" in line for line in found) == 2
    told = installation.run("audit", "verify", code=1).stdout
    assert told.count("the head kept outside at") == 2


def test_without_a_data_folder_it_says_so(elsewhere: Installation) -> None:
    told = elsewhere.run("doctor", code=1).stdout
    assert "does not exist" in told
    assert not elsewhere.data.exists()


@pytest.mark.parametrize("given", ["x", "01900000-0000-7000-8000-000000000000"])
def test_audit_of_an_unknown_practice(given: str, empty: Installation) -> None:
    assert "audit verify' lists them" in empty.run("audit", "verify", "--practice", given, code=2).stderr
