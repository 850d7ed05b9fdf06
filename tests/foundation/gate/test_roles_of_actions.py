"""Every write asks the role itself, whatever page or program calls it, before it looks at anything else."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from filiform.foundation.tenancy.refusal import NotAllowed
from filiform.project import rights
from tests.support.practice import ROLES, make_practice


def _function(name: str) -> Callable[..., Any]:
    module, _dot, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"filiform.{module}"), function)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_it_may_and_nothing_else(database: str, role: str) -> None:
    """Called with nothing: who may not is refused by role, who may is told that something is missing."""
    kit, wrong = make_practice(), []
    with kit.as_role(role):
        for name, roles in rights.actions().items():
            with pytest.raises((NotAllowed, TypeError)) as answer:
                _function(name)()
            if answer.type is not (TypeError if role in roles else NotAllowed):
                wrong.append(name)
    assert wrong == []


def test_nobody_writes_outside_a_scope() -> None:
    from filiform.foundation.tenancy.scope import OutOfScope

    for name in rights.actions():
        with pytest.raises(OutOfScope):
            _function(name)()
