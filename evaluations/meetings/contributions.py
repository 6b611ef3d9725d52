"""What each centre has brought to a goal of the network: by its records, in the meeting's month and in its year."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from centres.models import Centre
from evaluations.models import Record
from evaluations.progress import Counted, amount_of, facts_of
from evaluations.states import Adds
from goals.models import Plan
from goals.states import Kind


@dataclass(frozen=True)
class Share:
    """One centre's part; None: nothing was written down."""

    centre: str
    month: Decimal | None
    year: Decimal | None


@dataclass(frozen=True)
class Table:
    """One target of the network, with the centres that have records for it and the names of those that have none."""

    target: object
    feed: object
    shares: tuple[Share, ...]
    silent: tuple[str, ...]


def contributions(standings, meeting, day):
    """Tables by the goal's id, of the targets that records feed; as many queries for many goals as for one."""
    fed = [(one.goal.root_id, row) for one in standings for row in one.targets if row.feed]
    if not fed:
        return {}
    records = _records({row.feed.indicator_id for _root, row in fed}, meeting.year, day)
    teams = _teams(meeting.year, {centre for centre, _indicator in records})
    tables = defaultdict(list)
    for root, row in fed:
        tables[root].append(_table(row, records, teams, meeting))
    return dict(tables)


def _records(indicators, year, day):
    """Counted records of the year until the day, by the team that evaluates them and the indicator."""
    rows = Record.objects.counted().filter(indicator__in=indicators, on__year=year, on__lte=day).order_by("on", "id")
    found = defaultdict(list)
    columns = ("indicator", "meeting__centre", "centre", "on", "amount", "title", "topic")
    for indicator, team, *facts in rows.values_list(*columns):
        found[team, indicator].append(Counted(team, *facts))
    return found


def _teams(year, with_records):
    """Names of the year's teams in order, by their ids; also of those that have records and no goals."""
    planned = set(Plan.objects.filter(document__year=year).values_list("centre", flat=True))
    return dict(Centre.objects.filter(pk__in=planned | with_records).order_by("position").values_list("pk", "name"))


def _table(row, records, teams, meeting):
    shares, silent = [], []
    adds, is_share = Adds(row.feed.indicator.adds), row.target.kind == Kind.SHARE
    for pk, name in teams.items():
        facts = facts_of(records.get((pk, row.feed.indicator_id), ()), topic=row.feed.topic, adds=adds)
        if not facts:
            silent.append(name)
            continue
        year = amount_of(facts, adds=adds, is_share=is_share)
        shares.append(Share(name, _in_month(facts, meeting, adds, year), year))
    return Table(row.target, row.feed, tuple(shares), tuple(silent))


def _in_month(facts, meeting, adds, year):
    """What came in the month; of values that are read off, what they came to when one was read off in it."""
    in_month = [fact for fact in facts if fact.on >= meeting.first_day]
    if not in_month:
        return None
    return year if adds == Adds.LAST else amount_of(in_month, adds=adds, is_share=False)
