"""Making the standing and the year's evaluation public: frozen like an edition, from what the edition says.

What was said inside (what is new, next steps, notes of records) never comes here.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from evaluations.measuring import standings
from evaluations.models import (
    Closing,
    GoalResult,
    Meeting,
    Release,
    ReleaseCentre,
    ReleaseFile,
    ReleaseGoal,
    ReleaseTarget,
)
from evaluations.states import ClosingState, MeetingState, ReleaseKind
from goals import content as contents
from goals.models import Edition, Event, Goal, Plan
from goals.states import GoalState, Level
from goals.wording import format_date
from goals.workflow import Conflict, Refused, hold_document

SHORT_MARK = 16  # hexadecimal digits
EVENTS = {ReleaseKind.STANDING: "release", ReleaseKind.EVALUATION: "evaluate"}
TARGET_FIELDS = ("kind", "comparator", "value", "unit", "window", "deadline", "position")


@dataclass(frozen=True)
class Prepared:
    """What would come out now: its rows, a mark that changes with them, and what speaks against it."""

    kind: ReleaseKind
    number: int
    as_of: date
    content: dict
    mark: str
    problems: tuple[str, ...]  # nothing comes out before these are mended
    gaps: tuple[str, ...]  # it can come out all the same, with a reason


def prepare_standing(document, as_of, *, today):
    """The standing of the year's goals at the end of the day `as_of`."""
    problems = list(_problems(document, as_of, today))
    late = _unclosed(document, as_of)
    gaps = [_("Neuzavřená porada: %(centres)s.") % {"centres": ", ".join(late)}] if late else []
    return _prepared(document, ReleaseKind.STANDING, as_of, problems, gaps)


def prepare_evaluation(document, *, narrative="", today):
    """The evaluation of the whole year, once all centres' closings are accepted."""
    as_of = date(document.year, 12, 31)
    problems = list(_problems(document, as_of, today))
    accepted = Closing.objects.filter(state=ClosingState.ACCEPTED).values("plan")
    for plan in Plan.objects.filter(document=document).exclude(pk__in=accepted).select_related("centre", "document"):
        if Goal.objects.in_plan(plan).approved().exists():
            problems.append(_("%(centre)s: uzávěrka není přijatá.") % {"centre": plan.centre})
    return _prepared(document, ReleaseKind.EVALUATION, as_of, problems, [], narrative=narrative)


def release(document, prepare, *, seen, by, reason="", now=None):
    """Freeze what `prepare(document)` says as the next release, and return it.

    `seen` is the mark of what the person saw; if anything else would come out now, nothing does. Sent twice from one
    page, it comes out once.
    """
    now = now or timezone.now()
    with transaction.atomic():
        document = hold_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.RELEASE)
        event = Event.objects.filter(document=document, name__in=EVENTS.values(), mark=seen, by=by).first()
        if event:
            return _released_before(document, event)
        prepared = prepare(document)
        _refuse(prepared, seen, reason)
        row = _freeze(document, prepared, role=role, now=now)
        Event.objects.create(
            document=document,
            name=EVENTS[prepared.kind],
            target=str(prepared.number),
            by=by,
            role=role,
            comment=reason.strip(),
            mark=prepared.mark,
            at=now,
        )
        return row


def is_intact(row):
    """Do the frozen rows still say what the checksum was made over?"""
    kept = json.loads(bytes(row.files.get(format="json").content))
    return contents.checksum(kept) == row.checksum


def _released_before(document, event):
    kind = next(kind for kind, name in EVENTS.items() if name == event.name)
    return document.releases.get(kind=kind, number=event.target)


def _refuse(prepared, seen, reason):
    if prepared.mark != seen:
        raise Conflict(_("Mezitím se změnilo, co by se zveřejnilo. Přečtěte si to znovu a zveřejněte."))
    for problem in prepared.problems:
        raise Refused(problem)
    if prepared.gaps and not reason.strip():
        raise Refused(_("Ne všechno je uzavřené. Napište, proč se stav přesto zveřejňuje."))


def _problems(document, as_of, today):
    if document.releases.evaluations().exists():
        yield _("Vyhodnocení roku %(year)s už vyšlo.") % {"year": document.year}
    if as_of > today:
        yield _("Den %(day)s teprve přijde.") % {"day": format_date(as_of)}
    edition = document.editions.current().first()
    if edition is None:
        yield _("Cíle roku ještě nevyšly; nejdřív vydejte dokument.")
    elif _differs(document, edition):
        yield _("Schválené změny cílů ještě nevyšly; nejdřív vydejte nové vydání.")


def _differs(document, edition):
    held = Goal.objects.approved().filter(document=document).values_list("number", "amends__number", "text")
    now = {(number or amended, text) for number, amended, text in held}
    return now != set(edition.goals.values_list("number", "text"))


def _unclosed(document, as_of):
    closed = Meeting.objects.of_teams().filter(year=as_of.year, month=as_of.month, state=MeetingState.CLOSED)
    plans = Plan.objects.filter(document=document).exclude(centre__in=closed.values("centre"))
    goals = Goal.objects.approved().filter(document=document)
    plans = plans.filter(centre__in=goals.values("centre"))
    return list(plans.order_by("centre__position").values_list("centre__name", flat=True))


def _prepared(document, kind, as_of, problems, gaps, narrative=""):
    number = (document.releases.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
    content = _content(document, kind, number, as_of, narrative)
    mark = contents.checksum(content)[:SHORT_MARK]
    return Prepared(kind, number, as_of, content, mark, tuple(map(str, problems)), tuple(map(str, gaps)))


def _title(document, kind, as_of):
    if kind == ReleaseKind.STANDING:
        return _("Stav plnění cílů %(year)s k %(day)s") % {"year": document.year, "day": format_date(as_of)}
    return _("Vyhodnocení operačních cílů center %(year)s") % {"year": document.year}


def _content(document, kind, number, as_of, narrative):
    """The whole release as plain text and numbers: what is frozen, and what the checksum is made over."""
    goals = [*contents.approved_goals(document), *_network_goals()]
    results = {row.goal_id: row for row in GoalResult.objects.filter(closing__plan__document=document)}
    if kind == ReleaseKind.STANDING:
        results = {}
    narratives = dict(Closing.objects.filter(plan__document=document).values_list("plan__centre__slug", "narrative"))
    rows = standings(goals, year=document.year, today=as_of)
    centres = {row.goal.centre_id: row.goal.centre for row in rows if row.goal.centre_id}
    return {
        "release": {
            "kind": str(kind),
            "number": number,
            "year": document.year,
            "as_of": as_of.isoformat(),
            "title": str(_title(document, kind, as_of)),
            "narrative": narrative.strip(),
        },
        "centres": [
            _centre(centre, narratives.get(centre.slug, "") if kind == ReleaseKind.EVALUATION else "")
            for centre in centres.values()
        ],
        "goals": [_goal(row, results.get(row.goal.root_id)) for row in rows],
    }


def _network_goals():
    """Goals of the network, as far as they have come out in an edition of the commitment."""
    published = Edition.objects.filter(document__year=None).values("document")
    goals = Goal.objects.filter(document__in=published, level__in=[Level.STRATEGIC, Level.LONG_TERM])
    goals = goals.filter(state=GoalState.APPROVED).in_document_order()
    return list(goals.with_content().select_related("centre", "document", "amends"))


def _centre(centre, narrative):
    facts = {"slug": centre.slug, "name": centre.name, "nuts3": centre.region.nuts3, "region": centre.region.name}
    return facts | {"narrative": narrative}


def _goal(row, result):
    goal = row.goal
    return {
        "centre": goal.centre.slug if goal.centre_id else "",
        "level": goal.level,
        "number": goal.number or (goal.amends.number if goal.amends_id else None),
        "position": goal.position,
        "text": goal.text,
        "state": str(row.state),
        "reason": str(row.reason),
        "result": result.result if result else "",
        "explanation": result.reason if result else "",
        "targets": [_target(one, position) for position, one in enumerate(row.targets, start=1)],
    }


def _target(row, position):
    target, original = row.target, row.original_target
    return {
        "kind": target.kind,
        "comparator": target.comparator,
        "value": _plain(target.value),
        "unit": target.unit,
        "window": target.window,
        "deadline": target.deadline.isoformat() if target.deadline else None,
        "position": position,
        "achieved": _plain(row.progress.achieved),
        "expected": _plain(row.progress.expected),
        "original_value": _plain(original.value) if row.original is not None else None,
    }


def _plain(number):
    return None if number is None else f"{number.normalize():f}"


def _freeze(document, prepared, *, role, now):
    content = prepared.content
    row = Release.objects.create(
        document=document,
        approved_by_role=role,
        released_at=now,
        released_on=timezone.localdate(now),
        checksum=contents.checksum(content),
        **content["release"] | {"as_of": prepared.as_of},
    )
    centres = {facts["slug"]: facts for facts in content["centres"]}
    made = ReleaseCentre.objects.bulk_create(
        ReleaseCentre(release=row, position=position, **facts)
        for position, facts in enumerate(centres.values(), start=1)
    )
    places = dict(zip(centres, made, strict=True))
    for facts in content["goals"]:
        _freeze_goal(row, places, facts)
    _seal(row, content)
    return row


def _freeze_goal(row, places, facts):
    own = {key: value for key, value in facts.items() if key not in {"centre", "targets"}}
    goal = ReleaseGoal.objects.create(release=row, centre=places.get(facts["centre"]), **own)
    ReleaseTarget.objects.bulk_create(ReleaseTarget(release=row, goal=goal, **target) for target in facts["targets"])


def _seal(row, content):
    """Keep the content itself beside its rows. With this file the release is complete: triggers refuse further rows."""
    data = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()
    ReleaseFile.objects.create(
        release=row, format="json", content=data, sha256=hashlib.sha256(data).hexdigest(), size=len(data)
    )
