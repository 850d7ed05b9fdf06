"""Hands the rest of the command line to knowledge and analysis, whose commands read it themselves, without Django."""

from __future__ import annotations

import sys


def screen(rest: list[str]) -> int:
    """`filiform screen FILE`: judge one case."""
    from filiform.knowledge.screening.command import command

    return command(rest, sys.stdin, sys.stdout)


def rank(rest: list[str]) -> int:
    """`filiform rank --zones a,b`: muscles worth examining."""
    from filiform.knowledge.ranking.command import command

    return command(rest, sys.stdin, sys.stdout, sys.stderr)


def needle_check(rest: list[str]) -> int:
    """`filiform needle-check FILE`: judge one planned insertion."""
    from filiform.knowledge.needling.command import command

    return command(rest, sys.stdin, sys.stdout)


def evidence(rest: list[str]) -> int:
    """`filiform evidence pool|show|table`: what studies found, pooled again and in words for a patient."""
    from filiform.analysis.command import command

    return command(rest, sys.stdin, sys.stdout, sys.stderr)


def knowledge(rest: list[str]) -> int:
    """`filiform knowledge check|show`: what the field knows."""
    from filiform.knowledge.command import command

    return command(rest)
