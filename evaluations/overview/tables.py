"""The overviews as tables with numbers and days, for spreadsheets: the same that their pages show."""

from django.utils.translation import gettext as _

from evaluations.overview.centre import CentreYear
from evaluations.overview.goal import GoalYear
from evaluations.progress.captions import NBSP
from evaluations.states import State
from goals.formatting import describe


def _spaced(text):
    """With plain spaces, so that a spreadsheet finds what people search for."""
    return text.replace(NBSP, " ")


def _phrase(target):
    return _spaced(describe(target))


def centre_table(year: CentreYear):
    """One row a target; a goal without any, which only words evaluate, has one too."""
    headings = [
        *(_("Cíl"), _("Znění"), _("Cílová hodnota"), _("Ukazatel"), _("Stav"), _("Dosaženo"), _("Cíl v číslech")),
        *(_("Čekalo by se"), _("Odhad na konci"), _("Původní cíl v číslech"), _("Proč"), _("Porada")),
        *(_("Co je nového"), _("Další krok")),
    ]
    return headings, [cells for row in year.rows for cells in _goal_rows(row)]


def _goal_rows(row):
    said = (row.last.meeting.full_period_label, row.last.said, row.last.next_step) if row.last else (None, None, None)
    measured = [_measured(each) for each in row.standing.targets] or [_spoken(row.standing)]
    return [[row.goal.number or row.goal.number_label, row.goal.text, *cells, *said] for cells in measured]


def _measured(each):
    progress = each.progress
    return [
        *(_phrase(each.target), each.feed and str(each.feed), progress.state.label),
        *(progress.achieved, progress.aim, progress.expected, progress.forecast),
        *(each.original and each.original.aim, _spaced(progress.reason)),
    ]


def _spoken(standing):
    return [None, None, standing.state.label, *[None] * 5, _spaced(standing.reason)]


def map_table(teams):
    """One row a month of a centre."""
    headings = [
        *(_("Centrum"), _("Kraj"), _("Měsíc"), _("Stav"), _("Uzavřeno"), _("Cílů"), _("Hodnoceno")),
        *(str(state.label) for state in State),
    ]
    return headings, [_month_row(team, month) for team in teams for month in team.months if month]


def _month_row(team, month):
    counts = [month.counts[state] for state in State] if month.is_closed else [None] * len(State)
    return [
        *(team.centre.name, team.centre.region.name, month.meeting.first_day, state_words(month)),
        *(month.meeting.closed_at and month.meeting.closed_at.date(), month.goals, month.evaluated, *counts),
    ]


def state_words(month):
    if month.is_closed:
        return month.state.label
    return _("po termínu") if month.is_late else _("otevřeno")


def slips_table(slips):
    """One row a goal that slips."""
    headings = [
        *(_("Centrum"), _("Cíl"), _("Znění"), _("Stav"), _("Od"), _("Kolik"), _("Chybí z očekávaného"), _("Proč")),
        *(_("Poslední slova porady"), _("Další krok")),
    ]
    return headings, [_slip_row(slip) for slip in slips]


def _slip_row(slip):
    return [
        *(
            slip.team.centre.name,
            slip.goal.number or slip.goal.number_label,
            slip.goal.text,
            slip.state.label,
            slip.since.first_day,
        ),
        *(_spaced("; ".join(slip.numbers)), slip.missing or None, _spaced(slip.entry.reason)),
        *((slip.last.said, slip.last.next_step) if slip.last else (None, None)),
    ]


def centres_table(teams, closings):
    """One row a centre: how its goals stand, its meetings and its closing."""
    headings = [
        *(_("Centrum"), _("Kraj"), _("Cílů"), *(str(state.label) for state in State)),
        *(_("Uzavřených porad"), _("Porad mělo být"), _("Uzávěrka")),
    ]
    return headings, [
        [
            *(team.centre.name, team.centre.region.name, len(team.goals), *(team.counts[state] for state in State)),
            *(team.held, len(team.over), closings.get(team.plan.pk)),
        ]
        for team in teams
    ]


def goal_table(year: GoalYear):
    """One row a month of a target that has something to count."""
    headings = [
        _("Cílová hodnota"),
        _("Měsíc"),
        _("V měsíci"),
        _("Celkem"),
        _("Tempo"),
        _("Cíl v číslech"),
        _("Původní cíl"),
    ]
    return headings, [_goal_month(each, month) for each in year.targets for month in each.months]


def _goal_month(each, month):
    amount = month.amount if each.adds_up else None
    return [_phrase(each.target), month.begins, amount, month.total, month.pace, each.aim, each.former_aim]


def records_table(rows):
    headings = [_("Datum"), _("Centrum"), _("Ukazatel"), _("Počet"), _("Název"), _("Téma"), _("Účastníků")]
    return headings, [
        [row.on, row.centre.name, row.indicator.name, row.amount, row.title, row.topic, row.participants]
        for row in rows
    ]
