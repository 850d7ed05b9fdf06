"""Draws everybody who comes to the demo practice, the same each time: the scripted stories and many more."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import names, staff
from .courses import course, way
from .diary import Diary
from .featured import FEW, SCRIPTED, Scripted
from .plan import Attendance, Story
from .precautions import BY_CODE as PRECAUTION
from .precautions import PRECAUTIONS, Precaution
from .problems import BY_CODE as PROBLEM
from .problems import PROBLEMS, Problem

SEED = 20_260
PATIENTS = 150
#: Visits of an ordinary course, and how many of a hundred have so many.
VISITS = {1: 6, 2: 27, 3: 36, 4: 21, 5: 7, 6: 3}
STREETS = ("Strand Road", "Chapel Lane", "Quay Terrace", "Orchard Grove", "Mount Pleasant", "Canal View")
#: Who sees which problem, by what each may needle.
SEES = {
    staff.OWNER: tuple(PROBLEM),
    staff.PHYSIO: tuple(PROBLEM),
    staff.OSTEO: ("neck", "headache", "shoulder", "low-back", "buttock", "elbow", "jaw", "hamstring", "thumb"),
    staff.CHIRO: ("neck", "headache", "buttock", "jaw", "knee", "heel", "achilles", "hamstring"),
}
ON_THE_LIST = 6
#: Minutes after midnight: who has a slot of today up to then has arrived.
HERE_BY = 9 * 60 + 45


def everybody(*, small: bool = False) -> list[Story]:
    """All stories in the order in which their people first came."""
    return _Casting(random.Random(SEED)).draw(FEW if small else PATIENTS, small=small)  # noqa: S311


class _Casting:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.diary = Diary()
        self.names = names.everybody()
        rng.shuffle(self.names)
        self.people = 0

    def draw(self, count: int, *, small: bool) -> list[Story]:
        stories = [self._scripted(one) for one in SCRIPTED[: FEW if small else None]]
        if not small:
            lists = self._todays_lists(stories)
            stories += [self._follow_up_today(who) for who, kind in lists if kind == "follow-up"]
            stories += [self._first_today(who) for who, kind in lists if kind == "first"]
            while len(stories) < count:
                stories.append(self._ordinary())
        return sorted(stories, key=lambda story: (story.visits[0].day, story.visits[0].minute, story.phone))

    def _todays_lists(self, stories: list[Story]) -> list[tuple[str, str]]:
        """What each practitioner's list of today still lacks: two first visits, follow-ups for the rest."""
        wanted = []
        for who in staff.WORKS_IN:
            there = sum(1 for story in stories if story.practitioner == who and story.visits[-1].day == 0)
            wanted += [(who, "first")] * 2 + [(who, "follow-up")] * (ON_THE_LIST - 2 - there)
        return wanted

    def _scripted(self, one: Scripted) -> Story:
        precaution = PRECAUTION.get(one.precaution)
        booked = [self.diary.book(one.practitioner, day, self.rng.randrange(4)) for day in one.days]
        visits = course(self.rng, PROBLEM[one.problem], [d for d, _m in booked], [m for _d, m in booked], one.goes)
        told = [
            replace(
                visit, anew=one.anew.get(number, {}), does=one.does.get(number, frozenset()),
                state=one.states.get(number, _state(visit)),
            )
            for number, visit in enumerate(visits)
        ]  # fmt: skip
        answers = {**(precaution.answers if precaution else {}), **one.answers}
        return self._story(
            (one.given, one.family, one.sex), one.years, PROBLEM[one.problem], one.side, one.practitioner, told,
            answers, weighed=precaution.why if precaution else "", spoken_for=one.spoken_for,
            interpreter=one.interpreter,
        )  # fmt: skip

    def _ordinary(self) -> Story:
        """A course that ended some time in the last nine months."""
        problem, who = self._problem_and_practitioner()
        count = self.rng.choices(list(VISITS), list(VISITS.values()))[0]
        last = -self.rng.randint(2, 268 - 9 * count)
        return self._drawn(problem, who, self._days(last, count))

    def _follow_up_today(self, who: str) -> Story:
        problem = self._problem_for(who)
        return self._drawn(problem, who, self._days(0, self.rng.randint(2, 4)))

    def _first_today(self, who: str) -> Story:
        return self._drawn(self._problem_for(who), who, [0])

    def _days(self, last: int, count: int) -> list[int]:
        days = [last]
        while len(days) < count:
            days.insert(0, days[0] - self.rng.randint(6, 10))
        return days

    def _drawn(self, problem: Problem, who: str, days: list[int]) -> Story:
        given, family, sex = self.names.pop()
        years = self.rng.choice((self.rng.randint(19, 45), self.rng.randint(28, 62), self.rng.randint(50, 82)))
        precaution = self._precaution(sex, years, problem)
        booked = [self.diary.book(who, day, self.rng.randrange(len(staff.WORKS_IN) + 2)) for day in days]
        visits = course(self.rng, problem, [d for d, _m in booked], [m for _d, m in booked], way(self.rng))
        visits = [replace(visit, state=_state(visit)) for visit in visits]
        return self._story(
            (given, family, sex), years, problem, self.rng.choice(("left", "right")), who, visits,
            dict(precaution.answers) if precaution else {}, weighed=precaution.why if precaution else "",
        )  # fmt: skip

    def _precaution(self, sex: str, years: int, problem: Problem) -> Precaution | None:
        """What this person brings; most bring nothing. Pregnancy and the low back have a scripted story."""
        for one in PRECAUTIONS:
            fits = one.from_age <= years <= one.to_age and one.sex in ("", sex)
            elsewhere = one.code == "pregnant" and problem.code != "neck"
            if self.rng.randrange(1000) < one.share and fits and not elsewhere:
                return one
        return None

    def _problem_and_practitioner(self) -> tuple[Problem, str]:
        problem = self.rng.choices(PROBLEMS, [one.weight for one in PROBLEMS])[0]
        return problem, self.rng.choice([who for who, seen in SEES.items() if problem.code in seen])

    def _problem_for(self, who: str) -> Problem:
        seen = [PROBLEM[code] for code in SEES[who]]
        return self.rng.choices(seen, [one.weight for one in seen])[0]

    def _story(
        self, who: tuple[str, str, str], years: int, problem: Problem, side: str, practitioner: str,
        visits: list[Attendance], answers: Mapping[str, Any], *, weighed: str, spoken_for: str = "",
        interpreter: str = "",
    ) -> Story:  # fmt: skip
        self.people += 1
        number = self.people
        given, family, sex = who
        return Story(
            given=given, family=family, sex=sex, years=years, since_birthday=(number * 37) % 300 + 30,
            phone=f"020 91{number // 1000 + 1} {number % 1000 + 1000:04d}",
            email=f"patient{number:03d}@example.org" if self.rng.random() < 0.8 else "",
            address=f"{self.rng.randint(1, 88)} {self.rng.choice(STREETS)}, Dublin",
            problem=problem, side=side, told=self.rng.choice(problem.told), goal=self.rng.choice(problem.goals),
            practitioner=practitioner, answers=answers, visits=tuple(visits), weighed=weighed,
            spoken_for=spoken_for, interpreter=interpreter,
        )  # fmt: skip


def _state(visit: Attendance) -> str:
    """Of today's list the first two patients are here; earlier visits have happened."""
    if visit.day < 0:
        return "attended"
    return "arrived" if visit.minute <= HERE_BY else "planned"
