"""A document that was written elsewhere comes in: uploaded, tried, asked about, and then written as drafts, or taken
over as what it is already, approved and published. What it says of its approval are its data; who takes it over is the
event."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from centres import access
from centres.access import Right
from centres.events import record_event
from goals.commitment import Term, others_than
from goals.formatting import format_date
from goals.importing import (
    LARGEST_FILE,
    LEFT_OUT,
    PAGES_IN_A_REQUEST,
    YEARS,
    ImportProblem,
    ImportResult,
    Line,
    TermResult,
    document_of,
    known_centres,
    lines_of,
    other_wordings,
    parse,
    parse_commitment,
    plan,
    plan_commitment,
    single_spaced,
    write,
    write_commitment,
)
from goals.mail import notifications
from goals.models import Document, DocumentTrial, Edition, Goal
from goals.models.trials import TrialOutcome
from goals.paper import Facts, in_words
from goals.personal_data import TextPlace, suspects_in
from goals.public.publishing import approved_goals, freeze_edition, heading_of
from goals.states import DocumentKind, GoalState
from goals.workflow import EditConflict, Refused, adopt, closed_reason

MOST_OPEN = 20  # documents that wait at a time; what was read of one takes up to a few megabytes
# What is read in one request is shown in another, which reads all of it once more for its targets.
MOST_GOALS = 2000
KEPT_FOR = timedelta(days=30)
FIRST_DAY = date(2000, 1, 1)
NO_TERM = gettext_lazy("Nejdřív napište, od kdy do kdy závazek platí.")
UNANSWERED = gettext_lazy("Nejdřív je potřeba odpovědět na otázky a opravit chyby.")
WITH_FAULTS = gettext_lazy("V souboru jsou chyby. Opravte je v něm a nahrajte ho znovu.")
CHANGED = gettext_lazy("Dokument mezitím změnil někdo jiný. Tady je, jak je teď; zkontrolujte ho znovu.")


def upload(file, year, *, by, now=None):
    """Read the file and keep what was read of it to be tried; `year` may be left to the document."""
    now = now or timezone.now()
    _require_room(by, now)
    try:
        data, lines = _read(file)
        document = parse(lines, year=year, centres=known_centres())
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    if (goals := sum(len(centre.goals) for centre in document.centres)) > MOST_GOALS:
        sentence = _(
            "V dokumentu je %(goals)s cílů, tady se jich čte nejvýše %(most)s. Rozdělte ho, nebo ho převezměte "
            "příkazem import_goals na serveru."
        )
        raise Refused(sentence % {"goals": goals, "most": MOST_GOALS})
    return DocumentTrial.objects.create(
        name=Path(file.name).name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        lines=[line.as_kept for line in lines],
        year=year or document.year,
        uploaded_by=by,
        uploaded_at=now,
    )


def _require_room(by, now):
    access.rights_of(by, on=timezone.localdate(now)).require(Right.IMPORT)
    if DocumentTrial.objects.filter(outcome="").count() >= MOST_OPEN:
        sentence = _("Rozpracovaných dokumentů je už %(most)s. Nejdřív některý dokončete nebo zahoďte.")
        raise Refused(sentence % {"most": MOST_OPEN})


def _read(file):
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        sentence = _("Soubor je větší než %(most)s MB, takový dokument se nečte.")
        raise Refused(sentence % {"most": LARGEST_FILE >> 20})
    return data, lines_of(data, Path(file.name).suffix, most_pages=PAGES_IN_A_REQUEST)


# The commitment comes in by the same steps: uploaded, tried, asked about, written as drafts and translations


def upload_commitment(files, *, by, now=None):
    """Read the files, in which languages stand together or each by itself, and keep what was read of them."""
    now = now or timezone.now()
    _require_room(by, now)
    kept, data = [], b""
    try:
        for number, file in enumerate(files):
            content, lines = _read(file)
            data += content
            name = f"{Path(file.name).name}, " if len(files) > 1 else ""
            facts = (line.as_kept | {"where": f"{name}{line.where}"} for line in lines)
            kept += [one | {"file": number} for one in facts]
        parse_commitment(_files_of(kept), chosen={})
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    return DocumentTrial.objects.create(
        kind=DocumentKind.COMMITMENT,
        name=", ".join(Path(file.name).name for file in files)[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        lines=kept,
        uploaded_by=by,
        uploaded_at=now,
    )


def _files_of(kept):
    """The lines of each file."""
    files = {}
    for one in kept:
        facts = {name: value for name, value in one.items() if name != "file"}
        files.setdefault(one["file"], []).append(Line.of(facts))
    return list(files.values())


def term_of(trial):
    """When the commitment holds, as somebody has said; None before."""
    if "title" not in trial.facts:
        return None
    days = (date.fromisoformat(trial.facts[name]) for name in ("valid_from", "valid_until"))
    return Term(trial.facts["title"], *days)


def tried_commitment(trial):
    """What was read with what was answered, and what would come of it now."""
    term = term_of(trial)
    try:
        parsed = parse_commitment(_files_of(trial.lines), chosen=trial.chosen)
        result = plan_commitment(parsed, term)
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    barrier = str(UNANSWERED) if result.has_errors else "" if term else str(NO_TERM)
    barriers = (barrier,) if barrier else tuple(_commitment_barriers(term, parsed))
    return parsed, Tried(result, barrier, barriers)


def _commitment_barriers(term, parsed):
    """Why the commitment cannot be taken over as published, each with what to do."""
    document = document_of(term, Document.objects.terms())
    for _field, sentence in term.problems(others_than(document)):
        yield sentence
    if document is None:
        return
    if edition := document.editions.order_by("-number").first():
        sentence = _(
            "Závazek na tuto dobu tu už vydaný je (vydání %(number)s), podruhé ho převzít nejde. V čem se dokument "
            "liší, to v závazku upravte; vyjde v dalším vydání."
        )
        yield sentence % {"number": edition.number}
    elif document.goals.exclude(state__in=[GoalState.DRAFT, GoalState.DROPPED]).exists():
        yield _("Cíle závazku tu už procházejí schvalováním. Dokončete ho a závazek vydejte, nebo ať se cíle vrátí.")
    elif others := other_wordings(document, parsed):
        sentence = _(
            "V závazku je tu napsané, co v dokumentu není nebo tam zní jinak: %(what)s. Upravte to podle dokumentu, "
            "nebo dokument zapište jako návrhy."
        )
        yield sentence % {"what": "; ".join(others)}


def answer_commitment(trial, term, chosen, *, by, now=None):
    """Keep when the commitment holds, and what the parts are that were asked about; the trial counts as it was seen."""
    days = {"valid_from": term.valid_from.isoformat(), "valid_until": term.valid_until.isoformat()}
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
        facts = {**current.facts, "title": term.title, **days}
        if (current.facts, current.chosen) == (facts, chosen):
            return current
        _refuse_change(current, trial)
        return _changed(current, facts=facts, chosen=chosen)


def write_commitment_drafts(trial, *, by, now=None):
    """What is new becomes sections, drafts and unchecked translations of the commitment, all or nothing."""
    now = now or timezone.now()
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
        if current.outcome == TrialOutcome.DRAFTS and current.settled_by == by:
            return current
        _refuse_change(current, trial)
        parsed, found = tried_commitment(current)
        if found.drafts_barrier:
            raise Refused(found.drafts_barrier)
        result = write_commitment(parsed, term_of(current))
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.IMPORT)
        comment = _("soubor „%(name)s“") % {"name": current.name}
        record_event(result.document, "import", by=by, role=role, at=now, comment=comment)
        return _settled(current, TrialOutcome.DRAFTS, result.document, by=by, now=now)


@dataclass(frozen=True)
class Tried:
    """What would come of the document now; `drafts_barrier` and `adoption_barriers` say why it cannot go on this way or
    that, and what to do."""

    result: ImportResult | TermResult
    drafts_barrier: str
    adoption_barriers: tuple[str, ...]
    asks_year: bool = False

    @property
    def questions(self):
        return self.result.questions

    @property
    def errors(self):
        return [problem for problem in self.result.problems if problem.is_error]

    @property
    def texts(self):
        """All that would be public at once."""
        if isinstance(self.result, TermResult):
            units = ((unit.of.label if unit.of else self.result.title, unit.czech.text) for unit in self.result.units)
            return [TextPlace(str(name), text) for name, text in units]
        texts = [(f"{it.name}, {goal.where}", goal.text) for it in self.result.centres for goal in it.goals]
        texts += [(section.title, f"{section.title}\n{section.text}") for section, _outcome in self.result.sections]
        return [TextPlace(name, text) for name, text in texts]

    @property
    def remarks(self):
        """Where, and what; also what looks like personal data, since what is taken over is public at once."""
        found = [(problem.where, problem.message) for problem in self.result.problems if not problem.is_error]
        suspects = suspects_in(TextPlace(goal.where, goal.text) for goal in self.result.goals)
        return found + [(suspect.place.name, suspect.message) for suspect in suspects]


def tried(trial):
    """Nothing is written. Raises Refused where the centres have changed so much that it is no document of goals now."""
    if trial.kind == DocumentKind.COMMITMENT:
        return tried_commitment(trial)[1]
    try:
        parsed = parsed_of(trial)
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    result = plan(parsed, trial.year or timezone.localdate().year)
    asks_year = trial.year is None or any(problem.asks == "rok" for problem in result.problems)
    document = Document.objects.for_year(trial.year).first() if trial.year else None
    closed = str(closed_reason(document)) if document else ""
    if result.stops:
        # The year is asked for here, whatever else is wrong is so in the file.
        are_faults = any(problem.is_error and not problem.asks for problem in result.problems)
        reason = str(WITH_FAULTS if are_faults and not (result.open_questions or asks_year) else UNANSWERED)
        return Tried(result, reason, (reason,), asks_year)
    return Tried(result, closed, tuple(adoption_barriers(document, result)), asks_year)


def parsed_of(trial):
    # An older trial kept nothing for a centre whose goals are to be left out.
    answers = {name: answer or LEFT_OUT for name, answer in trial.chosen.items()}
    lines = [Line.of(line) for line in trial.lines]
    return parse(lines, year=trial.year, centres=known_centres(), answers=answers)


def adoption_barriers(document, result):
    """Why the document cannot be taken over as published, each with what to do."""
    if result.repeated:
        numbers = ", ".join(map(str, result.repeated))
        sentence = _("Stejné číslo mají dva cíle (%(numbers)s). Opravte ho v souboru a nahrajte soubor znovu.")
        yield sentence % {"numbers": numbers}
    if document is None:
        return
    year = {"year": document.year}
    if closed := closed_reason(document):
        yield str(closed)
    if edition := document.editions.order_by("-number").first():
        sentence = _(
            "Rok %(year)s tu už vydaný je (vydání %(number)s), podruhé ho převzít nejde. V čem se dokument liší, to "
            "navrhněte u cílů jako změnu; vyjde v dalším vydání."
        )
        yield sentence % {**year, "number": edition.number}
        return
    states = set(document.goals.values_list("state", flat=True)) - {GoalState.DRAFT, GoalState.DROPPED}
    if states:
        sentence = _(
            "Cíle na rok %(year)s tu už procházejí schvalováním. Dokončete ho a rok vydejte, nebo ať si je centra "
            "vezmou zpět."
        )
        yield sentence % year
    elif others := result.left + sum(goal.outcome.name == "CHANGED" for goal in result.goals):
        sentence = ngettext(
            "Na rok %(year)s je tu rozepsaný %(count)s cíl, který v dokumentu není nebo tam zní jinak. Vyřaďte ho, "
            "nebo dokument zapište jako návrhy.",
            "Na rok %(year)s je tu rozepsaných %(count)s cílů, které v dokumentu nejsou nebo tam znějí jinak. Vyřaďte "
            "je, nebo dokument zapište jako návrhy.",
            others,
        )
        yield sentence % {**year, "count": others}


def answer(trial, year, chosen, *, by, now=None):
    """Keep the year and the answers by the ids of their questions; the trial counts as it was seen."""
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
        if (current.year, current.chosen) == (year, chosen):
            return current
        _refuse_change(current, trial)
        return _changed(current, year=year, chosen=chosen)


def propose(trial, facts, *, by, now=None):
    """Keep what the paper says of its approval and publication, and tell those who can take it over."""
    now = now or timezone.now()
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
        if current.kind == DocumentKind.COMMITMENT and term_of(current) is None:
            raise Refused(str(NO_TERM))
        kept = {**current.facts, **facts.as_kept}
        if current.facts == kept and current.proposed_by_id:
            return current
        _refuse_change(current, trial)
        for _field, sentence in facts.problems(year=current.year, today=timezone.localdate(now)):
            raise Refused(sentence)
        current = _changed(current, facts=kept, proposed_by=by)
        title = _("Dokument „%(source)s“ čeká na převzetí") % {"source": facts.source}
        deciders = access.holders(Right.ADOPT, on=timezone.localdate(now))
        notifications.notify(deciders, by, title, in_words(facts), reverse("document-adopt", args=[trial.pk]), now)
        return current


def write_drafts(trial, *, by, now=None):
    """What is new in the document becomes drafts of the centres, all or nothing."""
    now = now or timezone.now()
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
        if current.outcome == TrialOutcome.DRAFTS and current.settled_by == by:
            return current
        _refuse_change(current, trial)
        document = _written(current).document
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.IMPORT)
        comment = _("soubor „%(name)s“") % {"name": current.name}
        record_event(document, "import", by=by, role=role, at=now, comment=comment)
        return _settled(current, TrialOutcome.DRAFTS, document, by=by, now=now)


def take_over(trial, *, by, now=None):
    """The document becomes what it is on paper: approved and published on its days, under its numbers."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        current = _held(trial, by, Right.ADOPT, now)
        if current.outcome == TrialOutcome.ADOPTED and current.settled_by == by:
            return current
        _refuse_change(current, trial)
        if not current.proposed_by_id:
            raise Refused(_("Nejdřív doplňte, kdy a kým byl dokument schválený a kdy vyšel."))
        facts = Facts.of(current)
        for _field, sentence in facts.problems(year=current.year, today=today):
            raise Refused(sentence)
        take = _taken_commitment if current.kind == DocumentKind.COMMITMENT else _taken_year
        document, title = take(current)
        approved_at = datetime.combine(facts.approved_on, time(12), tzinfo=timezone.get_current_timezone())
        adopt(document, approved_at=approved_at, comment=in_words(facts), by=by, now=now)
        Document.objects.filter(pk=document.pk).update(
            reference_number=facts.reference_number, title=title or document.title, version=F("version") + 1
        )
        document.refresh_from_db()
        heading = heading_of(
            document,
            number=facts.edition_number,
            published_on=facts.published_on,
            approved_by_role=facts.approved_by_role,
            adopted_from=facts.source,
            adopted_on=today,
            approved_on=facts.approved_on,
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
        )
        edition = freeze_edition(document, approved_goals(document), heading, now=now)
        notifications.published(edition, by=by, now=now)
        return _settled(current, TrialOutcome.ADOPTED, document, by=by, now=now)


def _taken_year(trial):
    """The document with its drafts under their numbers on paper, and the title that stands there."""
    held = Document.objects.select_for_update(no_key=True).for_year(trial.year).first()
    result = plan(parsed_of(trial), trial.year)
    for barrier in adoption_barriers(held, result):
        raise Refused(barrier)
    result = _written(trial)
    _give_published_numbers(result.document, result)
    return result.document, result.title


def _taken_commitment(trial):
    """The same of a commitment, whose goals have no numbers on paper: they are counted in their order."""
    list(Document.objects.terms().select_for_update(no_key=True).order_by("pk"))
    parsed, found = tried_commitment(trial)
    for barrier in found.adoption_barriers:
        raise Refused(barrier)
    term = term_of(trial)
    document = write_commitment(parsed, term).document
    goals = list(document.goals.filter(state=GoalState.DRAFT).in_document_order())
    for number, goal in enumerate(goals, start=1):
        goal.number = number
    Goal.objects.bulk_update(goals, ["number"])
    return document, term.title


def discard(trial, *, by, now=None):
    """Throw away what nobody has used; whoever is late finds nothing."""
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
        _refuse_change(current, trial)
        current.delete()


def forget(now):
    """Clear away trials that nobody came back to, and what is known of those that are settled."""
    DocumentTrial.objects.filter(uploaded_at__lt=now - KEPT_FOR).delete()


def edition_of(trial):
    """The edition that came of the trial, if it was taken over."""
    if trial.outcome != TrialOutcome.ADOPTED:
        return None
    return Edition.objects.filter(document=trial.document).exclude(adopted_from="").first()


def _held(trial, by, right, now):
    """The trial as it is now, held until the transaction ends, for who may do this with it."""
    on = timezone.localdate(now)
    current = DocumentTrial.objects.select_for_update(no_key=True).filter(pk=trial.pk).first()
    rights = access.rights_of(by, on=on)
    if right == Right.ADOPT:
        access.require_while_nobody(rights, right, on=on)
    else:
        rights.require(right)
    if current is None:
        raise Refused(_("Nahraný dokument už tu není: někdo ho zahodil, nebo se na něj měsíc nikdo nevrátil."))
    return current


def _refuse_change(current, seen):
    if current.outcome:
        facts = {"who": current.settled_by, "day": format_date(timezone.localdate(current.settled_at))}
        done = _("S dokumentem už někdo skončil: %(who)s, %(day)s.") % facts
        raise Refused(f"{done} {current.get_outcome_display().capitalize()}.")
    if current.version != seen.version:
        raise EditConflict(None, CHANGED)


def _changed(trial, **columns):
    DocumentTrial.objects.filter(pk=trial.pk).update(version=F("version") + 1, **columns)
    return DocumentTrial.objects.get(pk=trial.pk)


def _settled(trial, outcome, document, *, by, now):
    """What was read is in the goals now, so it need not stay here."""
    return _changed(trial, outcome=outcome, document=document, settled_by=by, settled_at=now, lines=[])


def _written(trial):
    if trial.year not in YEARS:
        raise Refused(_("Zadejte, na který rok cíle jsou."))
    try:
        result = write(parsed_of(trial), trial.year)
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    if result.stops:
        raise Refused(str(UNANSWERED))
    return result


def _give_published_numbers(document, result):
    """Drafts have had no number that anybody outside could know."""
    numbers = {(centre.slug, single_spaced(it.text)): it.number for centre in result.centres for it in centre.goals}
    Goal.objects.filter(document=document).update(number=None)
    drafts = list(document.goals.filter(state=GoalState.DRAFT).select_related("centre"))
    for goal in drafts:
        goal.number = numbers[goal.centre.slug, single_spaced(goal.text)]
    Goal.objects.bulk_update(drafts, ["number"])
