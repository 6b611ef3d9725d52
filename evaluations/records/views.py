"""Pages of records: a month of a team, where they are written down; one record, corrected, taken back, counted again,
with its files, its history and where it counts; and which indicator makes the number of each target."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from centres import access, saved_input
from centres.access import Right
from centres.network import call_as_then
from evaluations.evidence import Unfit
from evaluations.meetings.agenda import added_later
from evaluations.meetings.writing import read_only_reason
from evaluations.models import Indicator, Record
from evaluations.records import queries
from evaluations.records import records as verbs
from evaluations.records.doubts import Doubted
from evaluations.records.evidence import MOST_FILES, attach, evidence_of
from evaluations.records.forms import CorrectionForm, EvidenceForm, QuickForm, SourceEditor, expect_current
from evaluations.records.records import RecordContent
from evaluations.records.sources import proposals, set_sources, sources_of, sources_read_only_reason, targets_of
from evaluations.scope import centres_of, meeting_of
from evaluations.standings import standings, targets_counting
from goals.formatting import format_date
from goals.models import Document, Goal, Plan
from goals.views.edit import EditView
from goals.views.scope import expected_version, plan_of
from goals.workflow import Refused

ADDED_BEFORE = gettext_lazy("Tímto formulářem už jeden záznam vznikl. Má-li tohle být další, uložte ho.")
NOWHERE = gettext_lazy("Zatím se to nepočítá do žádného cíle.")


def record_of(request, pk):
    """Also one that was taken back: it can be counted again."""
    records = Record.objects.visible_to(request.rights)
    record = get_object_or_404(records.select_related("centre__parent", "meeting__centre", "indicator"), pk=pk)
    call_as_then(
        [(record.centre, record.on.year), (record.meeting.centre, record.meeting.year)], today=timezone.localdate()
    )
    return record


def _plan_of_record(request, record):
    """The year in which the record is shown, as far as the person sees it."""
    plans = Plan.objects.visible_to(request.rights).select_related("document", "centre")
    return plans.filter(centre=record.meeting.centre_id, document__year=record.meeting.year).first()


@require_safe
def records(request, year, slug):
    return _show_month(request, plan_of(request, year, slug))


class RecordAdd(EditView):
    """One new record, from the form of the month's page or from a button that fills it in."""

    def load(self, request, year, slug):
        self.plan = plan_of(request, year, slug)
        require_recording(request, self.plan)

    def get_form(self, form_class=None):
        data = saved_input.initial_data(self.request)
        return _quick_form(self.request, self.plan, data) if data is not None else None

    def show(self, form, *, status=200, **context):
        if form is None:  # there is nothing to be saved; the empty form is on the page of the month
            return redirect("records", **self.kwargs)
        return _show_month(self.request, self.plan, form, status=status, **context)

    def save(self, form):
        # One press with nothing typed says that it happened once more, so nothing is asked.
        asking = {"sure": None if "once-more" in self.request.POST else self.request.POST.get("sure", "")}
        if self.request.GET.get("mesic"):
            asking["page"] = _month_on_page(self.request, self.plan)
        key = form.cleaned_data["key"]
        return verbs.add(form.chosen_centre, form.content, by=self.request.user, key=key, **asking)

    def done(self, form, saved):
        if saved.removed_at or RecordContent.of(saved) != form.content:
            return self.not_saved(ADDED_BEFORE)
        facts = {"what": saved.indicator, "amount": saved.amount_in_words, "day": format_date(saved.on)}
        sentence = _("Zapsáno: %(what)s, počet %(amount)s, den %(day)s.") % facts
        counts = ", ".join(map(str, queries.counts_of(targets_counting([saved])[saved.pk])))
        where = _("Počítá se do: %(goals)s.") % {"goals": counts} if counts else NOWHERE
        messages.success(self.request, f"{sentence} {where}")
        if saved.is_late:
            sentence = _("Měsíc už byl uzavřený: je to doplněné v poradě za %(month)s a v jejím zápisu to bude.")
            messages.info(self.request, sentence % {"month": saved.meeting.full_period_label})
        return redirect(month_url(self.plan, saved.on.month))

    def refused(self, form, refusal):
        if isinstance(refusal, Doubted):
            return self.show(form, status=422, doubted=refusal)
        return self.not_saved(str(refusal), "on")

    def overtaken(self, form, conflict):
        return self.not_saved(str(conflict))

    def not_saved(self, sentence, field=None):
        """All that was typed is in the page, and it counts as a new form."""
        again = self.request.POST.copy()
        again["key"] = str(uuid4())
        form = _quick_form(self.request, self.plan, again)
        form.add_error(field, sentence)
        return self.show(form, status=409)


def require_recording(request, plan):
    if not _may_record(request, plan):
        request.rights.require(Right.RECORD, plan.centre)


def _may_record(request, plan):
    """Also who works only in a branch that joins the plan's centre; their records are the branch's."""
    may = request.rights.may
    return may(Right.RECORD, plan.centre) or any(may(Right.RECORD, centre) for centre in centres_of(request, plan))


def _quick_form(request, plan, data=None, **initial):
    return QuickForm(
        data,
        groups=queries.grouped_indicators(plan),
        today=timezone.localdate(),
        centres=centres_of(request, plan),
        year=plan.document.year,
        initial=initial,
    )


def _month_on_page(request, plan):
    """The meeting of the month that was asked for; else of this one, or the last one of a year that is over."""
    today, year = timezone.localdate(), plan.document.year
    month = request.GET.get("mesic", "")
    if not month:
        month = today.month if year == today.year else (12 if year < today.year else 1)
    elif not month.isdecimal() or len(month) > 2:
        raise Http404
    return meeting_of(plan, int(month))


def _show_month(request, plan, form=None, *, status=200, doubted=None):
    today, meeting = timezone.localdate(), _month_on_page(request, plan)
    may_record, reason = _may_record(request, plan), read_only_reason(meeting, timezone.now())
    late = verbs.late_place(meeting, timezone.now()) if may_record and reason else None
    if may_record and (late or not reason) and form is None:
        last = queries.last_used(plan, request.user)
        form = _quick_form(request, plan, indicator=last, on=min(today, meeting.last_day))
    found = queries.records_of(meeting, request.rights)
    page, rows = queries.page_of(found, request.GET.get("page"))
    context = {
        "plan": plan,
        "meeting": meeting,
        "month_name": MONTHS[meeting.month],
        "months": queries.months_of(plan, request.rights, today),
        "read_only_reason": reason,
        "may_record": may_record,
        "may_change": may_record and not reason,
        "late": late,
        "added_later": added_later(meeting)
        if request.rights.may(Right.RECORD, plan.centre) or request.rights.sees_network
        else [],
        "may_ask": request.rights.may(Right.EVALUATE, plan.centre) and meeting.is_closed,
        "is_of_branch": may_record and not request.rights.may(Right.RECORD, plan.centre),
        "may_reopen": request.rights.may(Right.REOPEN_MONTH) and meeting.is_closed,
        "who_records": ", ".join(access.role_labels(Right.RECORD)),
        "form": form,
        "doubted": doubted,
        "page": page,
        "rows": rows,
        "sums": queries.sums_of(found),
    }
    if form:  # what makes writing quicker; one press is for what happened today
        is_today = meeting.first_day <= today <= meeting.last_day
        buttons = queries.most_used(plan, form.groups) if is_today else []
        context |= {
            "topics": queries.topics_of(plan),
            "buttons": [{"indicator": one, "key": uuid4()} for one in buttons],
            "today": today,
            "quick_centre": form.centres[0] if len(form.centres) > 1 else None,
        }
    return render(request, "evaluations/records.html", context, status=status)


def month_url(plan, month):
    return f"{reverse('records', args=[plan.document.year, plan.centre.slug])}?mesic={month}"


class RecordCorrect(EditView):
    """The page of a record, with its form for who may correct it."""

    def load(self, request, pk):
        self.record = record_of(request, pk)
        self.plan = _plan_of_record(request, self.record)
        if request.method == "POST":
            request.rights.require(Right.RECORD, self.record.centre)

    def post(self, request, *args, **kwargs):
        """A file that was chosen beside the correction is attached too; where it cannot be, nothing is saved yet."""
        evidence_form = EvidenceForm(request.POST, request.FILES)
        if request.FILES and not attached(request, self.record, evidence_form):
            return show_record(request, self.record, self.get_form(), evidence_form, status=422)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class=None):
        data = saved_input.initial_data(self.request)
        return _correction_form(self.plan, self.record, data) if data is not None else None

    def show(self, form, *, status=200, **context):
        return show_record(self.request, self.record, form, status=status, **context)

    def save(self, form):
        self.record.version = form.cleaned_data["version"]
        sure = self.request.POST.get("sure", "")
        return verbs.correct(self.record, form.content, by=self.request.user, sure=sure)

    def done(self, form, saved):
        messages.success(self.request, _("Záznam je opravený."))
        return redirect(_home(_plan_of_record(self.request, saved), saved))  # at its top, where it says what was done

    def refused(self, form, refusal):
        if isinstance(refusal, Doubted):
            return self.show(form, status=422, doubted=refusal)
        self.load(self.request, **self.kwargs)
        form.add_error("on", str(refusal))
        return self.show(form, status=409)

    def overtaken(self, form, conflict):
        """Somebody else changed the record: both versions side by side, the person's own ready to be saved again."""
        mine, current = form.content, conflict.current
        again = self.request.POST.copy()
        again["version"] = current.version
        plan = _plan_of_record(self.request, current)
        pairs = queries.side_by_side(RecordContent.of(current).as_facts, mine.as_facts)
        context = {
            "current": current,
            "rows": [
                {"label": label, "theirs": theirs, "mine": own, "differs": theirs != own}
                for label, theirs, own in pairs
                if theirs or own
            ],
            "form": None if current.removed_at else _correction_form(plan, current, again),
            "typed": [text for text in (mine.title, mine.topic, mine.note, mine.links) if text],
        }
        return render(self.request, "evaluations/record_conflict.html", context, status=409)


@require_http_methods(["GET", "POST"])
def record_remove(request, pk):
    sentence = _("Záznam je vzatý zpět a nikde se nepočítá. Kdykoli do uzavření měsíce ho jde vrátit.")
    return _set_aside(request, pk, verbs.remove, sentence)


@require_http_methods(["GET", "POST"])
def record_restore(request, pk):
    return _set_aside(request, pk, verbs.restore, _("Záznam se zase počítá."))


def _set_aside(request, pk, verb, sentence):
    """Afterwards on the record's own page, where what was done can be undone."""
    record = record_of(request, pk)
    request.rights.require(Right.RECORD, record.centre)
    if request.method == "POST":  # otherwise back from signing in: the button is on the record's page
        record.version = expected_version(request)
        verb(record, by=request.user)
        messages.success(request, sentence)
    return redirect("record", pk)


def attached(request, thing, form):
    """Has the sent file been attached? If not, the form says why."""
    if not form.is_valid():
        return False
    try:
        attached = attach(thing, form.cleaned_data["file"], by=request.user)
    except (Unfit, Refused) as refusal:
        form.add_error("file", str(refusal))
        return False
    name = {"name": attached.evidence.name}
    if not attached.is_new:
        messages.info(request, _("Tento soubor tu už je, jako „%(name)s“. Znovu se neuložil.") % name)
    elif twin := attached.elsewhere:
        where = {**name, "where": twin.thing}
        sentence = _("Doklad „%(name)s“ je přiložený. Stejný soubor je i tady: %(where)s.") % where
        messages.warning(request, sentence)
    else:
        messages.success(request, _("Doklad „%(name)s“ je přiložený.") % name)
    return True


def typed_correction(request, record):
    """The form of a correction that was being typed when a file came or went; it is not saved by that."""
    if "version" not in request.POST:
        return None
    form = _correction_form(_plan_of_record(request, record), record, request.POST)
    if not form.has_changed():
        return None
    messages.info(request, _("Rozepsaná oprava záznamu zůstala v polích a zatím není uložená."))
    return form


def show_record(request, record, form=None, evidence_form=None, *, status=200, doubted=None):
    """The page of a record, also for who may only read it or after the month was closed."""
    reason = read_only_reason(record.meeting, timezone.now())
    may_record = request.rights.may(Right.RECORD, record.centre)
    may_change = may_record and not reason
    plan = _plan_of_record(request, record)
    files = list(evidence_of(record))
    if may_change and not record.removed_at:
        form = form or _correction_form(plan, record)
        evidence_form = evidence_form or (EvidenceForm() if len(files) < MOST_FILES else None)
        if evidence_form:  # sent together with what is typed above
            evidence_form.fields["file"].widget.attrs["form"] = "oprava"
    said = RecordContent.of(record).as_facts
    facts = []
    for name, label in queries.LABELS.items():
        if name in said:
            links = said[name].splitlines() if name == "links" else []
            facts.append({"label": label, "value": queries.readable(name, said[name]), "links": links})
    context = {
        "record": record,
        "plan": plan,
        "home": f"{_home(plan, record)}#zaznam-{record.pk}" if plan else _home(plan, record),
        "read_only_reason": reason,
        "may_record": may_record,
        "may_change": may_change,
        "who_records": ", ".join(access.role_labels(Right.RECORD)),
        "form": form,
        "doubted": doubted,
        "topics": queries.topics_of(plan) if plan and form else [],
        "facts": facts,
        "remarks": queries.remarks_on(record),
        "counts": () if record.removed_at else queries.counts_then([record], targets_counting([record]))[record.pk],
        "origins": [origin for find in queries.ORIGINS if (origin := find(record))],
        "files": files,
        "evidence_form": evidence_form,
        "steps": queries.history_of(record),
    }
    return render(request, "evaluations/record.html", context, status=status)


def _correction_form(plan, record, data=None):
    groups = queries.grouped_indicators(plan, with_one=record.indicator)
    return CorrectionForm(data, record=record, groups=groups, today=timezone.localdate())


def _home(plan, record):
    """The month of the record, where the person sees it."""
    return month_url(plan, record.meeting.month) if plan else reverse("record", args=[record.pk])


class Sources(EditView):
    """Which indicator makes the number of each target, of a centre's year or of the network; all is saved at once."""

    template_name = "evaluations/target_sources.html"

    def load(self, request, year=None, slug=None):
        if slug:
            self.plan = plan_of(request, year, slug)
            self.right, self.centre, self.year = Right.MEASURE, self.plan.centre, year
            goals = Goal.objects.in_plan(self.plan)
        else:
            self.plan = None
            self.right, self.centre, self.year = Right.WRITE_COMMITMENT, None, timezone.localdate().year
            term = Document.objects.term_on(timezone.localdate())
            goals = Goal.objects.visible_to(request.rights).filter(document__in=term)
        if request.method == "POST":
            request.rights.require(self.right, self.centre)
        goals = goals.approved().in_document_order().with_content()
        self.goals = list(goals.select_related("document", "centre", "amends"))

    def get_form(self, form_class=None):
        return self.editor(saved_input.initial_data(self.request))

    def editor(self, data):
        indicators, sources = list(Indicator.objects.active()), sources_of(self.goals)
        return SourceEditor(
            targets_of(self.goals), sources, proposals(self.goals, sources, indicators), indicators, data
        )

    def save(self, form):
        set_sources([one.choice for one in form.sent], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Ukazatele jsou uložené."))
        return redirect(self.request.path)

    def refused(self, form, refusal):
        return self.show(self.get_form(), status=409, refusal=refusal)

    def overtaken(self, form, conflict):
        again = expect_current(self.request.POST, conflict.current)
        return self.show(self.editor(again), status=409, refusal=conflict, overtaken=conflict.current)

    def get_context_data(self, *, form, overtaken=(), **context):
        rows = []
        for goal in standings(self.goals, year=self.year, today=timezone.localdate()):
            targets = [
                {"standing": row, "form": form.by_target[row.target.pk], "is_overtaken": row.target.pk in overtaken}
                for row in goal.targets
                if row.target.pk in form.by_target
            ]
            rows.append({"goal": goal.goal, "targets": targets})
        reason = sources_read_only_reason(self.goals[0]) if self.goals else ""
        has_right = self.request.rights.may(self.right, self.centre)
        facts = {
            "plan": self.plan,
            "rows": rows,
            "topics": queries.topics_of(self.plan),
            "read_only_reason": reason,
            "may_choose": has_right and not reason,
            "who_chooses": "" if has_right else ", ".join(access.role_labels(self.right)),
            "has_errors": not form.is_valid(),
            "typed": [] if has_right and not reason else form.typed_topics,
            "has_proposals": any(one.proposal for one in form.by_target.values()),
        }
        return super().get_context_data(form=form, **facts, **context)
