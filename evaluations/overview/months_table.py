"""Centres and months as the map shows them: one letter, one state and one sentence a cell."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.addresses import meeting_path
from evaluations.progress.captions import counts_words, preposition
from evaluations.progress.charts import LETTERS
from evaluations.states import MonthState, State
from goals.formatting import format_date


def months_of(year):
    return [date(year, month, 1) for month in range(1, 13)]


def rows_of(teams):
    return [
        {
            "name": team.centre.name,
            "url": reverse("centre-standing", args=[team.plan.document.year, team.centre.slug]),
            "cells": [month and _cell(month) for month in team.months],
        }
        for team in teams
    ]


def _cell(month):
    letter, state, words = _shown(month)
    return {
        "letter": letter,
        "state": str(state),
        "tone": state.tone,
        "words": words,
        "url": meeting_path(month.meeting),
    }


def _shown(month):
    if month.is_closed:
        return LETTERS[month.state], month.state, _closed_words(month)
    if month.is_late:
        return "!", MonthState.LATE, _("po termínu, uzavřít se měla do %(day)s") % {"day": format_date(month.due_on)}
    return LETTERS[State.UNRATED], State.UNRATED, _("zatím neuzavřeno, %(how_far)s") % {"how_far": _how_far(month)}


def _closed_words(month):
    """ "ohroženo; 3 plní se, 1 ohroženo", but of goals that all stand alike no more than how many they are."""
    words = counts_words(month.counts)
    return words if len(month.counts) < 2 else f"{month.state.label}; {words}"


def _how_far(month):
    facts = {"done": month.evaluated, "of": preposition(month.goals), "all": month.goals}
    return _("hodnoceno %(done)s %(of)s\u00a0%(all)s") % facts
