"""The first step of a visit: the case history, generated from the questions of the knowledge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from filiform.core.screening import Status, Verdict
from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, StepPage, VisitFile
from filiform.knowledge.screening import load
from filiform.knowledge.screening.question import Question

from . import queries
from .actions import save_history
from .answers import Stored, in_words, site_of
from .asking import questions_for, unasked
from .blocks import seen_in
from .history_page import Open, Page, page_of, structure_options
from .models import CaseHistory as Row
from .planned import MOST_SITES, last_planned, read_sites, spoken, with_sites
from .questionnaire import CaseHistoryForm

#: Asked first: what for and where; everything else depends on it.
OPENING = ("complaint", "electrical_stimulation", "frequency_hz", "needle_length_mm")
SITE_ROWS = 4


@dataclass
class Drawn:
    """The form with all that the template needs."""

    form: CaseHistoryForm
    sites: list[str]
    typed_sites: list[str] = field(default_factory=list)
    site_errors: dict[int, str] = field(default_factory=dict)
    to_confirm: list[tuple[Question, Stored, str]] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    row: Row | None = None
    opening_only: bool = False
    loose: dict[str, Stored] = field(default_factory=dict)


class CaseHistoryStep:
    """Shows the questions that matter for this person and plan; saves the answers and goes on to the verdict."""

    code = "case-history"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The form, with this visit's last save or a draft; what was said, where nothing can be recorded."""
        if not visit.writable:
            return self._said(visit)
        draft = drafts.find(request.path)
        data = drafts.as_data(draft) if draft else None
        return self._page(visit, self._draw(visit, data, typed=bool(draft)), draft=draft)

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Save; a redraw only shows the questions that follow from what is chosen so far."""
        if request.POST.get("do") == "as-last":
            return self._page(visit, self._draw(visit, with_sites(request.POST, last_planned(visit)), typed=True))
        drawn = self._draw(visit, request.POST, typed=True)
        if request.POST.get("do") == "redraw":
            return self._page(visit, drawn)
        if set(request.POST.getlist("reopen")) - set(request.POST.getlist("opened")):
            return self._page(visit, drawn, status=422)
        if drawn.site_errors or not drawn.form.is_valid():
            return self._page(visit, drawn, status=422)
        answers = self._all_answers(visit, drawn, request.POST)
        result = save_history(
            visit=visit,
            answers=answers,
            planned_sites=drawn.sites,
            based_on=_uuid(request.POST.get("based_on", "")),
        )
        again = self._draw(visit, None, typed=False)
        if request.POST.get("opening") or self._follows(again, request.POST, result.verdict):
            return Done(to=self.code, notice=_("Saved. These questions follow from what was said."))
        return Done(to="screening", notice=_("Case history saved."))

    def _follows(self, again: Drawn, data: QueryDict, verdict: Verdict) -> bool:
        """Whether the answers raise questions, or items of a list, that were not on the page that was sent."""
        seen = {*data.get("shown", "").split(","), *data.getlist("listed")}
        if {one.key for one in again.form.asked} - seen:
            return True
        if verdict.status is Status.STOP:
            return False  # what stops needling is shown at once; what else matters stands beneath it
        needed = {each.field: set(each.codes) for each in verdict.missing}
        return any(
            needed.get(one.question.field, set()) - seen_in(data, one.question, one.names[0])
            for one in again.form.asked
            if one.is_list
        )

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The answers in words, with the day each was said."""
        row = queries.newest(visit.id)
        if row is None:
            return {}
        screening = load()
        lines = []
        for key, answer in row.answers.items():
            question = screening.question(key.partition("@")[0])
            if question is not None:
                lines.append(
                    {
                        "question": question.label,
                        "site": key.partition("@")[2],
                        "answer": in_words(question, answer),
                        "said_on": answer["said_on"],
                        "confirmed": answer["confirmed"],
                    }
                )
        return {
            "planned_sites": row.planned_sites,
            "answers": lines,
            "knowledge_version": row.knowledge_version,
        }

    # --- drawing ---

    def _said(self, visit: VisitFile) -> StepPage:
        """The answers in words, to read only."""
        note = self.note(visit)
        said = [(_with_site(line["question"], line["site"]), line["answer"]) for line in note.get("answers", ())]
        sites = [spoken(text) for text in note.get("planned_sites", ())]
        return StepPage("screening/said.html", {"said": said, "sites": sites})

    def _draw(self, visit: VisitFile, data: QueryDict | None, *, typed: bool) -> Drawn:
        screening = load()
        row = queries.newest(visit.id)
        answers: dict[str, Stored] = dict(row.answers) if row else {}
        sites, site_errors = read_sites(data) if typed and data is not None else (row.planned_sites if row else [], {})
        before = queries.carried(visit, screening)
        # What is typed decides which questions follow, so it is read twice: once loosely, once for good.
        loose = {**before, **answers}
        for _round in range(2):
            questions, setting = questions_for(visit, screening, loose, sites)
            opening_only = row is None and not sites and not typed
            if opening_only:
                questions = [one for one in questions if one.field in OPENING]
            confirmable = {key for key in before if key not in answers}
            shown = [one for one in questions if one.field not in confirmable or _reopened(one, data)]
            form = CaseHistoryForm(
                data if typed else None,
                questions=shown, setting=setting, sites=tuple(site_of(text) for text in sites), answers=answers,
                needed=None if opening_only else queries.missing(visit, unasked(loose, shown), sites),
            )  # fmt: skip
            if not typed or data is None:
                break
            form.is_valid()
            loose = {**before, **answers, **form.collect(visit.day)}
        fields = {one.field for one in questions}
        to_confirm = [
            (question, before[key], in_words(question, before[key]))
            for key in before
            if key not in answers
            and key in fields
            and (question := screening.question(key))
            and not _reopened(question, data)
        ]
        typed_sites = (
            [text.strip()[:200] for text in data.getlist("site")[:MOST_SITES]] if typed and data is not None else []
        )
        reopened = [key for key in before if key in fields and data is not None and key in data.getlist("reopen")]
        return Drawn(
            form, list(sites), typed_sites=typed_sites, site_errors=site_errors, to_confirm=to_confirm, row=row,
            reopened=reopened, opening_only=opening_only, loose=loose,
        )  # fmt: skip

    def _all_answers(self, visit: VisitFile, drawn: Drawn, data: QueryDict) -> dict[str, Stored]:
        """New answers, and the earlier ones that were confirmed by name, with the day they were said."""
        answers = drawn.form.collect(visit.day)
        if data.get("confirm_all") == "yes":
            # Only what stood on the page can have been read aloud: the opening page shows a part of the lines.
            read = set(data.getlist("listed"))
            for question, answer, _words in drawn.to_confirm:
                if question.field in read:
                    answers.setdefault(question.field, {**answer, "confirmed": True})
        if drawn.row is not None:
            shown = {one.key for one in drawn.form.asked}
            for key, answer in drawn.row.answers.items():
                if key not in shown and (answer["confirmed"] or key not in {q.field for q, _a, _w in drawn.to_confirm}):
                    answers.setdefault(key, answer)
        return answers

    def _page(self, visit: VisitFile, drawn: Drawn, *, status: int = 200, draft: Any = None) -> StepPage:
        written = drawn.typed_sites or [spoken(text) for text in drawn.sites]
        rows = max(SITE_ROWS, len([text for text in written if text]) + 1, len(written))
        listed = [
            {"number": n, "value": written[n] if n < len(written) else "", "error": drawn.site_errors.get(n)}
            for n in range(rows)
        ]
        missing = {} if drawn.opening_only else queries.missing(visit, drawn.loose, drawn.sites)
        # Ticked anew on each page: other lines may stand on it than when the tick was set.
        confirm = Open("confirm", _("Said before: still so?"), False) if drawn.to_confirm else None
        page = page_of(drawn.form, missing, drawn.reopened, confirm)
        return StepPage(
            "screening/case_history.html",
            {
                "form": drawn.form,
                "page": page,
                "left": [one for one in page.to_ask if not one.done],
                "planned": self._planned(drawn, page),
                "shown": ",".join(one.key for one in drawn.form.asked),
                "site_rows": listed,
                "site_errors": drawn.site_errors,
                "structures": structure_options(),
                "to_confirm": [
                    {"question": question, "words": words, "said_on": date.fromisoformat(answer["said_on"])}
                    for question, answer, words in drawn.to_confirm
                ],
                "reopened": [question for key in drawn.reopened if (question := load().question(key))],
                "last_planned": [] if drawn.sites else last_planned(visit),
                "based_on": drawn.row.id if drawn.row else "",
                "opening_only": drawn.opening_only,
                "draft": draft,
                "overtaken": drafts.overtaken(draft, drawn.row),
            },
            status=status,
        )

    def _planned(self, drawn: Drawn, page: Page) -> dict[str, Any] | None:
        """The plan in one line, where it is on record; None where it is still to be told."""
        row = drawn.row
        if row is None or not row.planned_sites:
            return None
        complaint, said = load().question("complaint"), drawn.loose.get("complaint")
        return {
            "sites": [spoken(text) for text in drawn.sites],
            "why": in_words(complaint, said) if complaint and said else "",
            "open": page.plan_open or bool(drawn.site_errors) or drawn.sites != row.planned_sites,
        }


def _with_site(question: str, site: str) -> str:
    return f"{question} – {spoken(site)}" if site else question


def _reopened(question: Question, data: QueryDict | None) -> bool:
    """Whether an earlier answer was opened for change in the form as sent."""
    return data is not None and question.field in data.getlist("reopen")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
