"""A document that was written elsewhere comes in: uploaded, tried, asked about, and then written as drafts, or taken
over as what it is already, approved and published. What it says of its approval are its data; who takes it over is the
event."""

import hashlib
from dataclasses import asdict, dataclass, fields
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
from centres.models import Role
from goals.commitment import Term
from goals.formatting import format_date
from goals.importing import (
    LARGEST_FILE,
    LEFT_OUT,
    YEARS,
    ImportProblem,
    ImportResult,
    Line,
    known_centres,
    lines_of,
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
from goals.personal_data import TextPlace, suspects_in
from goals.public.publishing import approved_goals, freeze_edition, heading_of
from goals.states import DocumentKind, GoalState
from goals.workflow import EditConflict, Refused, adopt, closed_reason

MOST_OPEN = 20  # documents that wait at a time; what was read of one takes up to a few megabytes
KEPT_FOR = timedelta(days=30)
APPROVERS = (Role.DEPARTMENT_HEAD, Role.DIRECTOR)
FIRST_DAY = date(2000, 1, 1)
CHANGED = gettext_lazy("Dokument mezitím změnil někdo jiný. Tady je, jak je teď; zkontrolujte ho znovu.")


@dataclass(frozen=True)
class Facts:
    """What the paper says of itself."""

    source: str
    approved_on: date
    approved_by_role: str
    published_on: date
    valid_from: date
    valid_until: date
    edition_number: int
    reference_number: str = ""

    @classmethod
    def of(cls, trial):
        """As they were kept with the trial."""
        kept = trial.facts
        return cls(**{name: date.fromisoformat(it) if name in DATES else it for name, it in kept.items()})

    @property
    def as_kept(self):
        return {name: it.isoformat() if name in DATES else it for name, it in asdict(self).items()}

    def problems(self, *, year, today):
        """Pairs of a field and the sentence about it."""
        if self.approved_on > today:
            yield "approved_on", _("Schválení nemůže být v budoucnosti. Co schválené není, zapište jako návrhy.")
        if self.published_on > today:
            yield "published_on", _("Vydání nemůže být v budoucnosti. Co vydané není, zapište jako návrhy.")
        if self.published_on < self.approved_on:
            yield "published_on", _("Dokument nemohl vyjít dřív, než byl schválený.")
        if self.valid_until < self.valid_from:
            yield "valid_until", _("Platnost nemůže skončit dřív, než začala.")
        for name in DATES:
            if abs(getattr(self, name).year - year) > 1:
                sentence = _("Den je daleko od roku %(year)s, na který cíle jsou. Zkontrolujte ho.")
                yield name, sentence % {"year": year}


DATES = tuple(field.name for field in fields(Facts) if field.type is date)


def upload(file, year, *, by, now=None):
    """Read the file and keep what was read of it to be tried; `year` may be left to the document."""
    now = now or timezone.now()
    _require_room(by, now)
    try:
        data, lines = _read(file)
        document = parse(lines, year=year, centres=known_centres())
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
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
    return data, lines_of(data, Path(file.name).suffix)


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
    if not trial.facts:
        return None
    days = (date.fromisoformat(trial.facts[name]) for name in ("valid_from", "valid_until"))
    return Term(trial.facts["title"], *days)


def tried_commitment(trial):
    """What was read with what was answered, and what would come of it now."""
    try:
        parsed = parse_commitment(_files_of(trial.lines), chosen=trial.chosen)
        return parsed, plan_commitment(parsed, term_of(trial))
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem


def answer_commitment(trial, term, chosen, *, by, now=None):
    """Keep when the commitment holds, and what the parts are that were asked about; the trial counts as it was seen."""
    days = {"valid_from": term.valid_from.isoformat(), "valid_until": term.valid_until.isoformat()}
    facts = {"title": term.title, **days}
    with transaction.atomic():
        current = _held(trial, by, Right.IMPORT, now)
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
        term = term_of(current)
        if term is None:
            raise Refused(_("Nejdřív napište, od kdy do kdy závazek platí."))
        parsed, _result = tried_commitment(current)
        result = write_commitment(parsed, term)
        if result.document is None:
            raise Refused(_("Nejdřív je potřeba odpovědět na otázky a opravit chyby."))
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.IMPORT)
        comment = _("soubor „%(name)s“") % {"name": current.name}
        record_event(result.document, "import", by=by, role=role, at=now, comment=comment)
        return _settled(current, TrialOutcome.DRAFTS, result.document, by=by, now=now)


@dataclass(frozen=True)
class Tried:
    """What would come of the document now; `drafts_barrier` and `adoption_barriers` say why it cannot go on this way or
    that, and what to do."""

    result: ImportResult
    asks_year: bool
    drafts_barrier: str
    adoption_barriers: tuple[str, ...]

    @property
    def questions(self):
        return self.result.questions

    @property
    def errors(self):
        return [problem for problem in self.result.problems if problem.is_error]

    @property
    def remarks(self):
        """Where, and what; also what looks like personal data, since what is taken over is public at once."""
        found = [(problem.where, problem.message) for problem in self.result.problems if not problem.is_error]
        suspects = suspects_in(TextPlace(goal.where, goal.text) for goal in self.result.goals)
        return found + [(suspect.place.name, suspect.message) for suspect in suspects]


def tried(trial):
    """Nothing is written. Raises Refused where the centres have changed so much that it is no document of goals now."""
    try:
        parsed = parsed_of(trial)
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    result = plan(parsed, trial.year or timezone.localdate().year)
    asks_year = trial.year is None or any(problem.asks == "rok" for problem in result.problems)
    document = Document.objects.for_year(trial.year).first() if trial.year else None
    closed = str(closed_reason(document)) if document else ""
    if result.stops:
        barrier = _("Nejdřív je potřeba odpovědět na otázky a opravit chyby.")
        return Tried(result, asks_year, barrier, (barrier,))
    return Tried(result, asks_year, closed, tuple(adoption_barriers(document, result)))


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
        if current.facts == facts.as_kept and current.proposed_by_id:
            return current
        _refuse_change(current, trial)
        for _field, sentence in facts.problems(year=current.year, today=timezone.localdate(now)):
            raise Refused(sentence)
        current = _changed(current, facts=facts.as_kept, proposed_by=by)
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
        if not current.facts:
            raise Refused(_("Nejdřív doplňte, kdy a kým byl dokument schválený a kdy vyšel."))
        facts = Facts.of(current)
        for _field, sentence in facts.problems(year=current.year, today=today):
            raise Refused(sentence)
        held = Document.objects.select_for_update(no_key=True).for_year(current.year).first()
        result = plan(parsed_of(current), current.year)
        for barrier in adoption_barriers(held, result):
            raise Refused(barrier)
        result = _written(current)
        document = result.document
        _give_published_numbers(document, result)
        approved_at = datetime.combine(facts.approved_on, time(12), tzinfo=timezone.get_current_timezone())
        adopt(document, approved_at=approved_at, comment=in_words(facts), by=by, now=now)
        Document.objects.filter(pk=document.pk).update(
            reference_number=facts.reference_number, title=result.title or document.title, version=F("version") + 1
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


def in_words(facts):
    """What the paper says of itself in one sentence, for whoever confirms it and for the log."""
    words = {
        "approved": format_date(facts.approved_on),
        "role": Role(facts.approved_by_role).label,
        "published": format_date(facts.published_on),
        "edition": facts.edition_number,
        "from": format_date(facts.valid_from),
        "until": format_date(facts.valid_until),
        "reference": _(", č. j. %(number)s") % {"number": facts.reference_number} if facts.reference_number else "",
        "source": facts.source,
    }
    sentence = _(
        "Schváleno %(approved)s (%(role)s), vydáno %(published)s jako vydání %(edition)s%(reference)s, platí od "
        "%(from)s do %(until)s; převzato z dokumentu „%(source)s“."
    )
    return sentence % words


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
        raise Refused(_("Nejdřív je potřeba odpovědět na otázky a opravit chyby."))
    return result


def _give_published_numbers(document, result):
    """Drafts have had no number that anybody outside could know."""
    numbers = {(centre.slug, single_spaced(it.text)): it.number for centre in result.centres for it in centre.goals}
    Goal.objects.filter(document=document).update(number=None)
    drafts = list(document.goals.filter(state=GoalState.DRAFT).select_related("centre"))
    for goal in drafts:
        goal.number = numbers[goal.centre.slug, single_spaced(goal.text)]
    Goal.objects.bulk_update(drafts, ["number"])
