"""A network meets: planned, invited to, held on one page, closed with its minutes, mended by the next version."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import saved_input
from centres.access import Right, role_labels
from centres.events import timeline
from centres.models import Event, Subject
from evaluations.meetings.actions import in_lines
from evaluations.meetings.contents import ActionContent
from goals.diff import word_pieces
from goals.freezing import withdrawal_of
from goals.renderings import pdf_response, word_response
from goals.workflow import EditConflict, Refused
from networks.access import leading_role
from networks.calendar.announcing import announced
from networks.meetings import actions, forms, holding, inviting, planning, recording
from networks.meetings.contents import HeadingContent, ItemContent
from networks.meetings.minutes import minutes_text
from networks.models import Gathering, SharedAction
from networks.pages import FormPage, gathering_of, may_lead, pressed, series_of, who_leads
from networks.public.addresses import slug_of
from networks.series.forms import ReasonForm
from networks.series.keeping import absent_kinds
from networks.series.views import path_to as path_to_series
from networks.states import Answer, GatheringState
from networks.transitions import AHEAD, WRITABLE
from networks.workflow import move


def path_to(*gatherings):
    """Breadcrumbs down to a page below the series, or below one of its meetings."""
    gathering = gatherings[0]
    return [
        *path_to_series(gathering.series),
        {"url": reverse("gathering", args=[gathering.pk]), "label": str(gathering)},
    ]


@require_safe
def gathering(request, pk):
    gathering, today = gathering_of(request, pk), timezone.localdate()
    leads = may_lead(request, gathering.series.region)
    invitees = list(gathering.invitees.select_related("partner", "contact"))
    minutes = list(gathering.minutes.prefetch_related("files"))
    # What a meeting that is being mended said last is not what holds; it is on its own page.
    last = minutes[-1] if minutes and gathering.is_closed else None
    context = {
        "gathering": gathering,
        "series": gathering.series,
        "today": today,
        "may_lead": leads,
        "who_leads": who_leads(),
        "is_ahead": gathering.state in AHEAD,
        "is_writable": gathering.state in WRITABLE,
        "invitees": invitees,
        "counts": _counts(invitees),
        "agenda": gathering.agenda.select_related("topic"),
        "carried": [one for one in actions.carried_to(gathering) if one.is_open],
        "absent": absent_kinds(gathering.series, before=gathering.on) if gathering.state in AHEAD else [],
        "minutes": minutes,
        "counts_nowhere": gathering.is_closed and (gathering.record is None or gathering.record.removed_at),
        "may_count": leads and gathering.record is None and request.rights.may(Right.RECORD, gathering.series.centre),
        "who_records": ", ".join(role_labels(Right.RECORD)),
        "minutes_text": minutes_text(last.content) if last and not withdrawal_of(last) else "",
        "agreed": gathering.actions.select_related("centre", "partner").order_by("due_on", "pk"),
        "steps": timeline(Event.objects.about(Subject.GATHERING, [gathering.pk]).order_by("at", "id"))[:20],
        "path": path_to_series(gathering.series),
        "announced": announced(gathering),
        "may_release": leading_role(request.rights, gathering.series.region, Right.RELEASE_REGION) is not None,
        "region_url": reverse("region", args=[slug_of(gathering.series.region)]),
    }
    return render(request, "networks/gathering.html", context)


def _counts(invitees):
    """ "pozváno 24 · přijde 17 · omluveno 3"; organisations, not people."""
    by_partner = {}
    for one in invitees:
        by_partner.setdefault(one.partner_id, set()).add(one.answer)
    coming = sum(bool({Answer.YES, Answer.OTHER} & answers) for answers in by_partner.values())
    excused = sum(Answer.NO in answers and not {Answer.YES, Answer.OTHER} & answers for answers in by_partner.values())
    return {"invited": len(by_partner), "coming": coming, "excused": excused}


class GatheringEdit(FormPage):
    """A planned meeting, or, of a series, a new one with all its open topics."""

    form_class = forms.GatheringForm
    refusal_field = None

    def load(self, request, pk=None, series=None):
        is_new = pk is None
        self.gathering = (
            Gathering(series=series_of(request, series), version=0) if is_new else gathering_of(request, pk)
        )
        self.series = self.gathering.series
        self.require(self.series.region)
        topics = self.series.topics.filter(settled_on=None)
        if pk:
            topics = topics | self.series.topics.filter(items__gathering=self.gathering)
        self.topics = topics.distinct()
        self.initial = {name: getattr(self.gathering, name) for name in planning.FACTS}
        chosen = (
            self.gathering.agenda.values_list("topic", flat=True) if pk else self.topics.values_list("pk", flat=True)
        )
        self.initial |= {"topics": list(chosen), "version": self.gathering.version, "key": uuid4()}
        self.page = {
            "title": _("Upravit setkání") if pk else _("Nové setkání"),
            "about": self.series.name,
            "label": _("Uložit setkání"),
            "back": reverse("gathering", args=[pk]) if pk else reverse("series", args=[self.series.pk]),
            "path": path_to(self.gathering) if pk else path_to_series(self.series),
        }
        if self.gathering.state == GatheringState.INVITED:
            self.page["hints"] = [_("Pozvánky už odešly. Když změníte den, čas nebo místo, pošlete je pak znovu.")]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"topics": self.topics}

    def save(self, form):
        self.gathering.version = form.cleaned_data["version"]
        facts = {"by": self.request.user, "key": form.cleaned_data["key"]}
        return planning.save_gathering(self.gathering, form.facts, form.chosen, **facts)

    def refused(self, form, refusal):
        self.refusal_field = "on" if isinstance(refusal, planning.TakenDay) else None
        return super().refused(form, refusal)

    def done(self, form, saved):
        messages.success(self.request, _("Setkání je uložené."))
        if saved.changed_since_invited:
            messages.warning(self.request, _("Pozvaní o změně ještě nevědí. Pošlete jim pozvánky znovu."))
        return redirect("gathering", saved.pk)


@require_http_methods(["GET", "POST"])
def gathering_invite(request, pk):
    """Shows first who gets an invitation and whom it cannot reach."""
    gathering, today = gathering_of(request, pk), timezone.localdate()
    found = inviting.recipients(gathering, today=today)
    context = {
        "gathering": gathering,
        "found": found,
        "may_lead": may_lead(request, gathering.series.region),
        "who_leads": who_leads(),
        "agenda": gathering.agenda.select_related("topic"),
        "absent": absent_kinds(gathering.series, before=gathering.on),
        "path": path_to(gathering),
    }
    status = 200
    if request.method == "POST":
        version = request.POST.get("version", "")
        gathering.version = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
        try:
            _gathering, count = inviting.invite(gathering, by=request.user)
        except Refused as refusal:
            context |= {"refusal": refusal, "gathering": gathering_of(request, pk)}
            status = 409 if isinstance(refusal, EditConflict) else 422
        else:
            said = ngettext("Odešla %(count)s pozvánka.", "Odešlo %(count)s pozvánek.", count) % {"count": count}
            messages.success(request, said)
            return redirect("gathering", pk)
    return render(request, "networks/gathering_invite.html", context, status=status)


class GatheringMove(FormPage):
    """What is done with a reason: calling off, mending."""

    form_class = ReasonForm
    name = ""

    def load(self, request, pk):
        self.gathering = gathering_of(request, pk)
        self.require(self.gathering.series.region)
        self.initial = {"version": self.gathering.version}
        self.page = {
            "title": self.title,
            "about": str(self.gathering),
            "label": self.label,
            "back": reverse("gathering", args=[pk]),
            "path": path_to(self.gathering),
            "hints": self.hints,
        }

    def save(self, form):
        self.gathering.version = form.cleaned_data["version"]
        return self.carry_out(form.cleaned_data["comment"])

    def done(self, form, saved):
        messages.success(self.request, self.said)
        return redirect(self.leads_to, self.gathering.pk)


class GatheringCancel(GatheringMove):
    leads_to = "gathering"

    @property
    def title(self):
        return _("Zrušit setkání")

    label = title

    @property
    def hints(self):
        return [_("Kdo dostal pozvánku, dostane zrušení i s důvodem; v kalendáři mu zmizí.")]

    @property
    def said(self):
        return _("Setkání je zrušené a pozvaní to vědí.")

    def carry_out(self, comment):
        return inviting.cancel(self.gathering, comment=comment, by=self.request.user)


class GatheringReopen(GatheringMove):
    leads_to = "gathering-hold"

    @property
    def title(self):
        return _("Opravit zápis")

    label = title

    @property
    def hints(self):
        return [_("Dosavadní zápis zůstane, jak je. Po opravě setkání znovu uzavřete a vznikne další verze s důvodem.")]

    @property
    def said(self):
        return _("Setkání je otevřené k opravě.")

    def carry_out(self, comment):
        return move(self.gathering, "reopen", comment=comment, by=self.request.user)


class GatheringHold(FormPage):
    """Attendance, topics with conclusions, and what is to be done, on one page."""

    template_name = "networks/gathering_hold.html"

    def load(self, request, pk):
        self.gathering = gathering_of(request, pk)
        self.require(self.gathering.series.region)
        if self.gathering.state not in WRITABLE and request.method == "GET":
            return redirect("gathering", pk)
        self.page = {
            "gathering": self.gathering,
            "series": self.gathering.series,
            "today": self.today,
            "is_past": self.gathering.on <= self.today,
            "path": path_to(self.gathering),
        }
        return None

    def get_form(self, form_class=None):
        return self.editor(saved_input.initial_data(self.request))

    def editor(self, data):
        return forms.HoldEditor(self.gathering, today=self.today, data=data)

    def post(self, request, *args, **kwargs):
        editor = self.editor(request.POST)
        return self.form_invalid(editor) if editor.has_errors else self.form_valid(editor)

    def save(self, form):
        self.gathering.version = form.version
        is_closing = self.request.POST.get("action") == "close"
        return holding.hold(self.gathering, form.held, by=self.request.user, close=is_closing)

    def done(self, form, saved):
        if saved.is_closed:
            said = _("Setkání je uzavřené.")
            if saved.series.is_ours:
                said = _("Setkání je uzavřené a zápis odešel těm, kdo byli pozvaní.")
            messages.success(self.request, said)
            return redirect("gathering", saved.pk)
        messages.success(self.request, _("Rozepsané setkání je uložené."))
        return redirect("gathering-hold", saved.pk)

    def refused(self, form, refusal):
        if isinstance(refusal, holding.WrittenSince):
            saved_input.discard(self.request)
            messages.warning(self.request, str(refusal))
            return redirect("gathering-hold", self.gathering.pk)
        return self.show(form, status=422, refusal=str(refusal))

    def overtaken(self, form, conflict):
        if not conflict.current:
            return self.show(form, status=409, refusal=str(conflict))
        mine = form.contents
        differs = []
        for place, theirs in conflict.current.items():
            pairs = zip(_lines(theirs), _lines(mine[place]), strict=True)
            differs += [(label, word_pieces(now_is, own)) for (label, now_is), (_l, own) in pairs if now_is != own]
        again = self.editor(forms.expect_current(self.request.POST, conflict.current))
        return self.show(again, status=409, refusal=str(conflict), differs=differs)

    def get_context_data(self, *, form, **context):
        return super().get_context_data(form=form, editor=form, **context)


def _lines(content):
    if isinstance(content, ItemContent):
        return [(_("Závěr"), content.conclusion), (_("Téma je vyřešené"), _("ano") if content.is_settled else _("ne"))]
    if isinstance(content, HeadingContent):
        return [(_("Co dalšího zaznělo"), content.note), (_("Další hosté"), content.guests)]
    return list(in_lines(content, actions.owner_words))


@require_http_methods(["GET", "POST"])
def gathering_count(request, pk):
    said = _("Setkání se počítá.")
    return pressed(request, recording.count_held, gathering_of(request, pk), said=said, leads_to=("gathering", pk))


@require_safe
def gathering_minutes(request, pk, number, *, is_word=False):
    gathering = gathering_of(request, pk)
    minutes = get_object_or_404(gathering.minutes, number=number)
    name, back = f"zapis-{gathering.on.isoformat()}-{number}", reverse("gathering", args=[pk])
    answer, name = (word_response, f"{name}.docx") if is_word else (pdf_response, f"{name}.pdf")
    return answer(request, minutes, name=name, back=back, layout="work/base.html")


class SharedActionPage(FormPage):
    """One thing that a meeting agreed: how it ended, or who has it and by when."""

    template_name = "networks/shared_action.html"

    def load(self, request, pk):
        found = SharedAction.objects.filter(gathering__in=Gathering.objects.all())
        action = found.select_related("gathering__series__region", "centre", "partner", "topic").filter(pk=pk).first()
        if action is None:
            raise Http404
        gathering_of(request, action.gathering_id)
        self.action = action
        self.may_lead = may_lead(request, action.gathering.series.region)
        if request.method == "POST":
            self.require(action.gathering.series.region)
        self.page = {
            "action": action,
            "may_lead": self.may_lead,
            "who_leads": who_leads(),
            "today": self.today,
            "path": path_to(action.gathering),
        }

    def get_form(self, form_class=None):
        return self.form_of(saved_input.initial_data(self.request))

    def form_of(self, data):
        return forms.SharedForm(data, action=self.action, choices=forms.owner_choices(self.action.gathering))

    def save(self, form):
        part = form.content
        return actions.change_shared(self.action, part.content, expected=part.expected, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Úkol je uložený: %(state)s.") % {"state": saved.status.label})
        return redirect("shared-action", saved.pk)

    def overtaken(self, form, conflict):
        mine = form.content.content
        self.load(self.request, **self.kwargs)
        theirs = ActionContent.of(self.action)
        again = self.form_of(forms.expect_current(self.request.POST, {form.prefix: theirs}))
        pairs = zip(*(in_lines(one, actions.owner_words) for one in (theirs, mine)), strict=True)
        differs = [(label, now_is, own) for (label, now_is), (_label, own) in pairs if now_is != own]
        return self.show(again, status=409, refusal=str(conflict), differs=differs)
