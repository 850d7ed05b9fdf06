"""A visit at the examination step, and what a clinician enters there."""

import re
from uuid import uuid4

from tests.journey.consent.stage import Stage, hidden, stage


class Exam(Stage):
    """A browser at the examination step."""

    @property
    def url(self):
        return f"/visits/{self.visit}/examination/"

    def form(self, page=None, phase="before", **more):
        """An empty form as the page has it, with three rows of each kind."""
        drawn = page or self.practice.client_for(self.role).get(f"{self.url}?phase={phase}").content.decode()
        fields = {"phase": phase, "based_on": hidden(drawn, "based_on")}
        for kind in ("zones", "activities", "motions", "findings"):
            fields |= {f"{kind}-TOTAL_FORMS": "3", f"{kind}-INITIAL_FORMS": "0"}
        fields |= {name.replace("__", "-"): value for name, value in more.items()}
        return {name: value for name, value in fields.items() if value is not None}

    def save(self, **more):
        answer = self.send(self.form(**more))
        assert answer.status_code == 302, re.findall(r'class="error-summary.*?</ul>', answer.content.decode(), re.S)
        return answer

    def note(self):
        from filiform.foundation.record.public import open_visit
        from filiform.journey.examination import public

        with self.practice.as_role():
            return public.step.note(open_visit(self.visit, why="test"))


def exam(practice, **details):
    scene = stage(practice, **details)
    return Exam(scene.practice, scene.patient, scene.visit)


def colleague(scene):
    """A second practitioner of the practice, at the same visit."""
    from django.contrib.auth import get_user_model

    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    with enter(practice=scene.practice.id, actor=SYSTEM):
        user = get_user_model()(email=f"{uuid4().hex}@example.org", name="Second Person")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, roles=["practitioner"], display_name="Second Person")
    scene.practice.users["second"] = user.id
    return Exam(scene.practice, scene.patient, scene.visit, role="second")


ZONE = {"zones__0__zone": "Temple", "zones__0__side": "left", "zones__0__intensity": "6", "zones__0__quality": "ache"}
POINT = {
    "findings__0__structure": "Trapezius (upper fibres)",
    "findings__0__side": "left",
    "findings__0__taut_band": "yes",
    "findings__0__tender_spot": "yes",
    "findings__0__recognised": "yes",
}
ROTATION = {"motions__0__movement": "neck-rotation", "motions__0__side": "left", "motions__0__degrees": "55.5"}
