"""The SQL functions behind the walls: refuse change, refuse what is signed, write the audit chain."""

from __future__ import annotations

from .rows import Walled

_PRACTICE = "NULLIF(current_setting('filiform.practice', true), '')::uuid"
_ACTOR = "NULLIF(current_setting('filiform.actor', true), '')::uuid"


def policies(model: type[Walled]) -> dict[str, tuple[str, str]]:
    """Name of each policy to its command and clause: rows of the transaction's practice, and to read one's own.

    A membership is read before a practice is chosen, so its user may see it from anywhere. To write it takes the
    practice: with one clause for both, an owner here could make themselves an owner elsewhere.
    """
    found = {"ff_practice": ("ALL", f"practice_id = {_PRACTICE}")}
    if getattr(model, "seen_by_its_user", False):
        found["ff_own"] = ("SELECT", f"user_id = {_ACTOR}")
    return found


#: Names of all policies there may be, so that one no longer declared is taken down.
POLICY_NAMES = ("ff_practice", "ff_own")

# Practices have no practice above them. Their names are read before one is chosen; each changes only its own.
PRACTICES = (
    "ALTER TABLE tenancy_practice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE tenancy_practice FORCE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS ff_read ON tenancy_practice",
    "DROP POLICY IF EXISTS ff_begin ON tenancy_practice",
    "DROP POLICY IF EXISTS ff_change ON tenancy_practice",
    "CREATE POLICY ff_read ON tenancy_practice FOR SELECT USING (true)",
    "CREATE POLICY ff_begin ON tenancy_practice FOR INSERT WITH CHECK (true)",
    f"CREATE POLICY ff_change ON tenancy_practice FOR UPDATE USING (id = {_PRACTICE})",
    "REVOKE DELETE ON tenancy_practice FROM filiform_app, filiform_jobs",
)

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION ff_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'filiform: rows of % are appended, never changed; record a correction as a new row', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

# For bytes that may go while the row that describes them stays: table, column and kind of the row that says why.
REFUSE_ERASURE = """
CREATE OR REPLACE FUNCTION ff_refuse_erasure() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'filiform: rows of % are never changed', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT 1 FROM %I WHERE practice_id = ($1).practice_id AND %I = ($1).%I AND kind = $2)',
        TG_ARGV[0], TG_ARGV[1], TG_ARGV[1])
        INTO said USING OLD, TG_ARGV[2];
    IF NOT said THEN
        RAISE EXCEPTION 'filiform: rows of % go only after their reason is on record', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$
"""

# An advisory lock shared by writers and taken alone by the signature: whoever signs waits for writes under way,
# and a write that comes after sees the signature. No right to update the visit is needed for it.
REFUSE_SIGNED = """
CREATE OR REPLACE FUNCTION ff_refuse_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    the_visit uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.visit_id ELSE NEW.visit_id END;
BEGIN
    -- What the table lets happen after a signature (the patient leaves) is named in the trigger.
    -- Asked only where something is named: writing out a row of some megabytes takes its time.
    IF the_visit IS NOT NULL AND NOT (CASE WHEN TG_OP = 'INSERT' AND TG_NARGS > 0
        THEN coalesce(to_jsonb(NEW) ->> 'kind' = ANY (TG_ARGV), false) ELSE false END)
    THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(the_visit::text, 7));
        PERFORM 1 FROM record_signature WHERE visit_id = the_visit;
        IF FOUND THEN
            RAISE EXCEPTION 'filiform: this visit is signed and locked; add an amendment'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

# The signature takes the lock by itself, for a path that did not (SQL by hand): it waits for writes under way.
LOCK_TO_SIGN = """
CREATE OR REPLACE FUNCTION ff_lock_to_sign() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.visit_id::text, 7));
    RETURN NEW;
END $$
"""

# The only way into the audit log. Owned by the owner role; the application may call it but not write the tables.
AUDIT_APPEND = """
CREATE OR REPLACE FUNCTION ff_audit_append(
    the_act text, the_what text, the_object uuid, the_patient uuid, the_why text, the_digest text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_practice uuid := NULLIF(current_setting('filiform.practice', true), '')::uuid;
    the_actor text := coalesce(current_setting('filiform.actor', true), '');
    the_origin text := coalesce(current_setting('filiform.origin', true), '');
    the_reference text := coalesce(current_setting('filiform.reference', true), '');
    the_time timestamptz := clock_timestamp();
    the_seq bigint;
    the_prev text;
    the_hash text;
BEGIN
    IF the_practice IS NULL THEN
        RAISE EXCEPTION 'filiform: no practice is set, so nothing can be audited';
    END IF;
    INSERT INTO audit_head (practice_id, seq, hash) VALUES (the_practice, 0, '') ON CONFLICT DO NOTHING;
    SELECT seq + 1, hash INTO the_seq, the_prev FROM audit_head WHERE practice_id = the_practice FOR UPDATE;
    the_hash := encode(sha256(convert_to(concat_ws(E'\\n',
        the_prev, the_practice, the_seq,
        to_char(the_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        the_actor, the_origin, the_reference, the_act, the_what,
        coalesce(the_object::text, ''), coalesce(the_patient::text, ''), the_why, the_digest), 'UTF8')), 'hex');
    INSERT INTO audit_entry
        (practice_id, seq, at, actor, origin, reference, act, what, object_id, patient_id, why, digest, hash)
    VALUES
        (the_practice, the_seq, the_time, the_actor, the_origin, the_reference, the_act, the_what,
         the_object, the_patient, the_why, the_digest, the_hash);
    UPDATE audit_head SET seq = the_seq, hash = the_hash WHERE practice_id = the_practice;
END $$
"""

# One entry a row, with a digest of the row's content: what was written can be proved without being repeated here.
AUDIT_ROW = """
CREATE OR REPLACE FUNCTION ff_audit_row() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    content jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    -- Speaks at commit: a practice that was changed meanwhile would put the entry into another one's chain.
    IF (content ->> 'practice_id') IS DISTINCT FROM current_setting('filiform.practice', true) THEN
        RAISE EXCEPTION 'filiform: this row was written for another practice than the one that is set now'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM ff_audit_append(
        lower(TG_OP), TG_ARGV[0], (content ->> 'id')::uuid,
        CASE WHEN TG_ARGV[1] = '' THEN NULL ELSE (content ->> TG_ARGV[1])::uuid END,
        '', encode(sha256(convert_to(content::text, 'UTF8')), 'hex'));
    RETURN NULL;
END $$
"""

FUNCTIONS = (
    REFUSE_CHANGE,
    REFUSE_ERASURE,
    REFUSE_SIGNED,
    LOCK_TO_SIGN,
    AUDIT_APPEND,
    AUDIT_ROW,
    "REVOKE ALL ON FUNCTION ff_audit_append FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION ff_audit_append TO filiform_app, filiform_jobs, filiform_public",
)
