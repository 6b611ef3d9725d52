"""The overviews as tables with numbers and days, for spreadsheets: the same that their pages show."""

from django.utils.translation import gettext as _

from evaluations.overview.centre import CentreStanding
from evaluations.overview.goal import GoalYear
from evaluations.progress.captions import NBSP
from evaluations.states import Status
from goals.formatting import describe


def _spaced(text):
    """With plain spaces, so that a spreadsheet finds what people search for."""
    return text.replace(NBSP, " ")


def centre_table(centre: CentreStanding):
    """One row a target; a goal without any, which only words evaluate, has one too."""
    headings = [
        *(_("Cíl"), _("Znění"), _("Cílová hodnota"), _("Ukazatel"), _("Stav"), _("Dosaženo"), _("Cíl v číslech")),
        *(_("Čekalo by se"), _("Odhad na konci"), _("Původní cíl v číslech"), _("Proč"), _("Porada")),
        *(_("Co je nového"), _("Další krok")),
    ]
    rows = []
    for row in centre.rows:
        goal = [row.goal.number or row.goal.number_label, row.goal.text]
        last = row.last
        said = [last.meeting.full_period_label, last.said, "; ".join(last.steps)] if last else [None, None, None]
        for each in row.standing.targets:
            progress = each.progress
            measured = [
                *(_spaced(describe(each.target)), each.source and str(each.source), progress.state.label),
                *(progress.achieved, progress.aim, progress.expected, progress.forecast),
                *(each.original and each.original.aim, _spaced(progress.reason)),
            ]
            rows.append([*goal, *measured, *said])
        if not row.standing.targets:
            in_words = [None, None, row.standing.state.label, *[None] * 5, _spaced(row.standing.reason)]
            rows.append([*goal, *in_words, *said])
    return headings, rows


def map_table(teams):
    """One row a month of a centre."""
    headings = [
        *(_("Centrum"), _("Kraj"), _("Měsíc"), _("Stav"), _("Uzavřeno"), _("Cílů"), _("Hodnoceno")),
        *(str(state.label) for state in Status),
    ]
    rows = []
    for team in teams:
        for month in filter(None, team.months):
            label, counts = _("po termínu") if month.is_late else _("otevřeno"), [None] * len(Status)
            if month.is_closed:
                label, counts = month.state.label, [month.counts[state] for state in Status]
            closed_at = month.meeting.closed_at
            rows.append(
                [
                    *(team.centre.name, team.centre.region.name, month.meeting.first_day, label),
                    *(closed_at and closed_at.date(), month.goals, month.evaluated, *counts),
                ]
            )
    return headings, rows


def slips_table(slips):
    """One row a goal that slips."""
    headings = [
        *(_("Centrum"), _("Cíl"), _("Znění"), _("Stav"), _("Od"), _("Kolik"), _("Chybí z očekávaného"), _("Proč")),
        *(_("Poslední slova porady"), _("Další krok")),
    ]
    return headings, [
        [
            *(slip.team.centre.name, slip.goal.number or slip.goal.number_label, slip.goal.text, slip.state.label),
            *(slip.since.first_day, _spaced("; ".join(slip.numbers)), slip.missing or None),
            *(_spaced(slip.entry.reason), slip.last and slip.last.said, slip.last and "; ".join(slip.last.steps)),
        ]
        for slip in slips
    ]


def centres_table(teams, closings):
    """One row a centre: how its goals stand, its meetings and its closing."""
    headings = [
        *(_("Centrum"), _("Kraj"), _("Cílů"), *(str(state.label) for state in Status)),
        *(_("Uzavřených porad"), _("Porad mělo být"), _("Uzávěrka")),
    ]
    return headings, [
        [
            *(team.centre.name, team.centre.region.name, len(team.goals), *(team.counts[state] for state in Status)),
            *(len(team.closed), len(team.over), closings.get(team.plan.pk)),
        ]
        for team in teams
    ]


def goal_table(year: GoalYear):
    """One row a month of a target that has something to count."""
    headings = [
        *(_("Cílová hodnota"), _("Měsíc"), _("V měsíci"), _("Celkem"), _("Tempo"), _("Cíl v číslech")),
        _("Původní cíl"),
    ]
    rows = []
    for each in year.targets:
        phrase = _spaced(describe(each.target))
        for month in each.months:
            amount = month.amount if each.adds_up else None
            rows.append([phrase, month.begins, amount, month.total, month.pace, each.aim, each.former_aim])
    return headings, rows


def records_table(records):
    headings = [_("Datum"), _("Centrum"), _("Ukazatel"), _("Počet"), _("Název"), _("Téma"), _("Účastníků")]
    return headings, [
        [row.on, row.centre.name, row.indicator.name, row.amount, row.title, row.topic, row.participants]
        for row in records
    ]
