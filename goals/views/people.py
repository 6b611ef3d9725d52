"""People and their roles, for whoever gives them: all of them, a team, one person; and the welcome of a new head."""

from dataclasses import replace

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from centres import invitations, roles
from centres.access import HEADS, Right, Unheld, holders, rights_of
from centres.czech import by_name, sorted_centres, sorted_people
from centres.events import step
from centres.models import Centre, Event, Membership, Role, Subject
from centres.people import (
    change_person,
    day_in_words,
    lacks_factor,
    people_in_sight,
    reset_factor,
    roles_in_sight,
    roles_in_words,
    sign_out_everywhere,
)
from centres.reducing import reduce_person, reduced_from
from centres.views.people import confirm_for
from goals.forms.people import PersonForm, RoleEndForm
from goals.models import Plan
from goals.tasks import led_centre, tasks
from goals.views.edit import EditView

TOLD = [
    "give_role",
    "change_role",
    "end_role",
    "take_role",
    "change",
    "reset_factor",
    "end_sessions",
    "export_data",
    "reduce",
]
STEPS = 30


@require_safe
def people(request):
    """Everybody whom the person looks after: with a role now or soon, and those whose roles are over."""
    roles.require_looking_after(request.rights)
    today = timezone.localdate()
    rows = [_row(person, today) for person in sorted_people(people_in_sight(request.rights))]
    unled = Unheld(on=today).own_centres().open_on(today) if request.rights.may(Right.INVITE) else Centre.objects.none()
    context = {
        "people": [row for row in rows if row["roles"]],
        "former": [row for row in rows if not row["roles"]],
        "invitations": _invitations(request),
        "unled": sorted_centres(unled.filter(pk__in=Plan.objects.filter(document__closed_at=None).values("centre"))),
        "led": sorted_centres(request.rights.led_centres()),
        "now": timezone.now(),
    }
    return render(request, "people/list.html", context)


@require_safe
def centre_people(request, slug):
    """A team: who is in it, was and will be; and what waits there where nobody leads it."""
    roles.require_looking_after(request.rights)
    centres = Centre.objects.all() if request.rights.may(Right.INVITE) else request.rights.led_centres()
    centre, today = get_object_or_404(centres.select_related("parent"), slug=slug), timezone.localdate()
    team = Membership.objects.at(centre, today).select_related("user", "centre")
    if not request.rights.may(Right.INVITE):
        team = team.filter(centre__in=centres)
    rows = [_role_row(request, held, today) for held in team.order_by("-valid_from", "pk")]
    unheld, is_closed = Unheld(on=today), centre.is_closed(today)
    context = {
        "centre": centre,
        "is_closed": is_closed,
        "roles": sorted(rows, key=lambda row: STATES.index(row["state"])),
        "is_unled": unheld.may(Right.SUBMIT, centre) and not is_closed,
        "waiting": [task for task in tasks(unheld, today=today) if led_centre(task.centre, today) == centre],
        "invitations": [pair for pair in _invitations(request) if pair[0].centre_id == centre.pk],
        "offered": [
            role for role in (Role.HEAD, Role.DEPUTY, Role.STAFF) if not is_closed and _may_give(request, role, centre)
        ],
        "now": timezone.now(),
    }
    return render(request, "people/centre.html", context)


@require_safe
def person(request, pk):
    """One person: their roles, what waits for them now, what happened to their roles and account."""
    who, today = _person(request, pk), timezone.localdate()
    held = [one for one in who.roles_in_sight if one.is_valid(today)] if who.is_active else []
    events = Event.objects.about(Subject.PERSON, [who.pk]).filter(name__in=TOLD)
    if not request.rights.may(Right.INVITE):
        events = events.filter(centre__in=request.rights.led_centres())
    rows = [_role_row(request, one, today) for one in who.roles_in_sight]
    context = {
        "who": who,
        "roles": sorted(rows, key=lambda row: STATES.index(row["state"])),
        "waiting": tasks(replace(rights_of(who, on=today), memberships=tuple(held)), today=today),
        "lacks_factor": lacks_factor(who, today),
        "steps": [step(event, event.content) for event in events.newest_first()[:STEPS]],
        "may_administer": request.rights.may(Right.ADMINISTER),
        "is_own": who == request.user,
        "reduced_from": reduced_from(who) if not who.reduced_at else None,
        "today": today,
    }
    return render(request, "people/person.html", context)


class RoleEnd(EditView):
    """The last day of a role, with what will happen then; where nobody would be left, it is asked first."""

    form_class = RoleEndForm
    template_name = "people/role.html"
    refusal_field = "valid_until"

    def load(self, request, pk):
        roles.require_looking_after(request.rights)
        self.held = get_object_or_404(roles_in_sight(request.rights), pk=pk)
        roles.require_giving(request.user, self.held.role, self.held.centre, timezone.now())
        self.today = timezone.localdate()
        day = self.held.valid_until
        self.initial = {"valid_until": day, "seen": day}
        self.extra_context = {"held": self.held, "may_withdraw": roles.may_be_withdrawn(self.held, self.today)}
        if roles.is_over(self.held, self.today):
            messages.info(request, _("Tato role už skončila."))
            return redirect("person", self.held.user_id)
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"held": self.held}

    def get_context_data(self, **kwargs):
        kwargs = super().get_context_data(**kwargs)
        day = kwargs.get("day") or self.held.valid_until or max(self.today, self.held.valid_from)
        return kwargs | {"effect": effect(self.held, day, today=self.today), "day": day}

    def form_valid(self, form):
        day = form.cleaned_data["valid_until"]
        is_asked = day and day != self.held.valid_until and self.request.POST.get("confirmed") != day.isoformat()
        if is_asked and day >= roles.first_end(self.held, self.today) and not roles.who_is_left(self.held, day):
            return self.show(form, asks=True, day=day)
        return super().form_valid(form)

    def save(self, form):
        confirm_for(self.request, self.held.role)
        self.held.valid_until = form.cleaned_data["seen"]
        return roles.change_end(self.held, form.cleaned_data["valid_until"], by=self.request.user, now=timezone.now())

    def done(self, form, saved):
        said = _("%(person)s: %(role)s.") % {"person": saved.user, "role": roles_in_words([saved])}
        messages.success(self.request, said)
        return redirect("person", saved.user_id)


def effect(held, day, *, today):
    """What happens when the role ends on the day: what waits now, who goes on with it, and who comes later."""
    left, above = roles.who_is_left(held, day), []
    own = replace(rights_of(held.user, on=today), memberships=(held,) if held.is_valid(today) else ())
    if not left and held.role in HEADS:
        above = sorted_people(holders(Right.STAND_IN, on=day).exclude(pk=held.user_id))
    return {
        "after": day_in_words(day),
        "is_at_once": day < today,
        "waiting": tasks(own, today=today),
        "left": left,
        "above": above,
        "later": list(roles.who_comes(held, day)),
    }


@require_http_methods(["GET", "POST"])
def role_withdraw(request, pk):
    roles.require_looking_after(request.rights)
    held = get_object_or_404(roles_in_sight(request.rights), pk=pk)
    roles.require_giving(request.user, held.role, held.centre, timezone.now())
    if request.method == "GET":  # back from signing in: the button is on the page of the role
        return redirect("role", pk)
    confirm_for(request, held.role)
    roles.withdraw(held, by=request.user, now=timezone.now())
    messages.success(request, _("Role je zrušená: %(role)s.") % {"role": held})
    return redirect("person", held.user_id)


class PersonEdit(EditView):
    """Name, address and whether the account is on; whoever sits at an administrator's desk is asked who they are."""

    form_class = PersonForm
    template_name = "people/person_edit.html"

    def load(self, request, pk):
        self.who = _for_administrators(request, pk)
        raise_if_reauthentication_required(request, app="centres")
        self.initial = PersonForm.filled(self.who)
        self.extra_context = {"who": self.who}

    def save(self, form):
        facts = dict(form.cleaned_data)
        seen = facts.pop("seen")
        return change_person(self.who, facts, seen=seen, by=self.request.user, now=timezone.now())

    def done(self, form, saved):
        messages.success(self.request, _("Údaje jsou uložené."))
        return redirect("person", saved.pk)


def factor_reset(request, pk):
    return _act(request, pk, reset_factor, _("Druhé ověření je zrušené; o změně přišla zpráva."))


def sign_out(request, pk):
    return _act(request, pk, sign_out_everywhere, _("Všechna zařízení jsou odhlášená."))


def reduce(request, pk):
    return _act(request, pk, reduce_person, _("Údaje jsou převedené na roli."))


@require_http_methods(["GET", "POST"])
def _act(request, pk, verb, said):
    who = _for_administrators(request, pk)
    if request.method == "POST":
        raise_if_reauthentication_required(request, app="centres")
        verb(who, by=request.user, now=timezone.now())
        messages.success(request, said)
    return redirect("person", who.pk)


@require_http_methods(["GET", "POST"])
@never_cache
def welcome(request):
    """What a new head needs to know; it goes away when it is put away, or when they have begun."""
    today = timezone.localdate()
    new = roles.to_welcome(request.rights, today)
    if request.method == "POST":
        roles.dismiss_welcome(new, now=timezone.now())
    if request.method == "POST" or not new:
        return redirect("work")
    centres = [held.centre for held in new]
    team = Membership.objects.filter(centre__in=centres).exclude(user=request.user).select_related("user", "centre")
    team = team.filter(user__is_active=True)
    before = team.filter(role=Role.HEAD, valid_until__lt=today).order_by("-valid_until").first()
    context = {
        "roles": [roles_in_words([held], today) for held in new],
        "rights": roles.rights_in_words(new[0].role),
        "waiting": tasks(request.rights, today=today),
        "helpers": [pair for pair in roles.who_helps(today) if pair[1]],
        "team": sorted((held for held in team if not roles.is_over(held, today)), key=lambda held: by_name(held.user)),
        "before": before,
        "leads": request.rights.led_centres().exists(),
    }
    return render(request, "people/welcome.html", context)


STATES = ["now", "coming", "past"]


def _role_row(request, held, today):
    """A role as tables show it. Their own roles people only read."""
    state = "past" if roles.is_over(held, today) else "now" if held.is_valid(today) else "coming"
    may_change = state != "past" and held.user_id != request.user.pk and _may_give(request, held.role, held.centre)
    return {"held": held, "state": state, "may_change": may_change}


def _may_give(request, role, centre):
    return roles.giving_right(request.rights, role, centre) is not None


def _row(person, today):
    held = [one for one in person.roles_in_sight if not roles.is_over(one, today)]
    return {
        "person": person,
        "roles": roles_in_words(held, today),
        "past": roles_in_words([one for one in person.roles_in_sight if roles.is_over(one, today)], today),
        "lacks_factor": lacks_factor(person, today),
    }


def _invitations(request):
    """Those that nobody has taken up, each with whether this person may send it anew or withdraw it."""
    return [(each, _may_give(request, each.role, each.centre)) for each in invitations.in_sight(request.rights)]


def _person(request, pk):
    roles.require_looking_after(request.rights)
    return get_object_or_404(people_in_sight(request.rights), pk=pk)


def _for_administrators(request, pk):
    who = _person(request, pk)
    request.rights.require(Right.ADMINISTER)
    return who
