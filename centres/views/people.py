"""Giving a role to somebody, by an invitation where they have no account, and the page where that is taken up."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from centres import invitations, saved_input
from centres.access import NEED_SECOND_FACTOR
from centres.addresses import full_address
from centres.forms import AcceptanceForm, InvitationForm
from centres.models import Centre, Invitation
from centres.people import people_in_sight, roles_in_words
from centres.refusals import Refused
from centres.roles import require_looking_after


def invite(request):
    """One form for whoever is to have a role: with an account they get it at once, without one an invitation."""
    require_looking_after(request.rights)
    data = saved_input.initial_data(request)
    form = InvitationForm(data, by=request.user, initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        confirm_for(request, form.cleaned_data["role"])
        try:
            made = invitations.invite(
                form.save(commit=False), by=request.user, now=timezone.now(), link=_link_maker(request)
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved_input.discard(request)
            messages.success(request, _said_of(made))
            return redirect("people")
    return render(request, "people/invite.html", {"form": form})


def _said_of(made):
    if isinstance(made, Invitation):
        return _("Pozvánka odešla na %(email)s.") % {"email": made.email}
    said = _("%(person)s už účet má, pozvánka není potřeba. Nová role: %(role)s. Odešel o ní e-mail na %(email)s.")
    return said % {"person": made.user, "role": roles_in_words([made]), "email": made.user.email}


def _asked_for(request):
    """What a link says beforehand: the role, the centre, the person."""
    asked = {name: request.GET.get(name, "") for name in ("role", "centre", "person")}
    centre = Centre.objects.filter(slug=asked["centre"]).first()
    person = people_in_sight(request.rights).filter(pk=asked["person"]).first() if asked["person"].isdecimal() else None
    names = {name: getattr(person, name, "") for name in ("email", "first_name", "last_name")}
    return {**names, "role": asked["role"], "centre": centre}


@require_http_methods(["GET", "POST"])
def resend(request, pk):
    invitation = _in_scope(request, pk)
    if request.method == "GET":  # back from signing in: the button is in the list
        return redirect("people")
    confirm_for(request, invitation.role)
    act = {"by": request.user, "now": timezone.now(), "link": _link_maker(request)}
    said = _("Nový odkaz odešel na %(email)s. Ten dřívější už neplatí.")
    return _done(request, invitations.resend, invitation, said, **act)


@require_http_methods(["GET", "POST"])
def revoke(request, pk):
    invitation = _in_scope(request, pk)
    if request.method == "GET":
        return redirect("people")
    said = _("Pozvánka pro %(email)s je zrušená.")
    return _done(request, invitations.revoke, invitation, said, by=request.user, now=timezone.now())


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request, token):
    """Whoever holds the link makes the account; the page says who invites, and to what."""
    invitation = invitations.find(token)
    if invitation is None or not invitations.is_open(invitation, timezone.now()):
        return _closed(request, invitation)
    initial = {"first_name": invitation.first_name, "last_name": invitation.last_name}
    form = AcceptanceForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method == "POST" and not request.user.is_authenticated and form.is_valid():
        names = {name: form.cleaned_data[name] for name in ("first_name", "last_name")}
        password = form.cleaned_data["password1"]
        try:
            person = invitations.accept(invitation, **names, password=password, now=timezone.now())
        except invitations.InvitationRefused:
            return _closed(request, invitations.find(token))
        # The password has just been written; it need not be asked for once more before a second factor is set up.
        record_authentication(request, person, method="password", reauthenticated=True)
        return perform_login(request, Login(user=person))
    return render(request, "people/accept.html", {"invitation": invitation, "form": form})


def _closed(request, invitation):
    return render(request, "people/closed.html", {"invitation": invitation}, status=410 if invitation else 404)


def _in_scope(request, pk):
    require_looking_after(request.rights)
    return get_object_or_404(invitations.in_sight(request.rights), pk=pk)


def confirm_for(request, role):
    """Whoever opens the door to approving, publishing or administering has just proved who they are; the request that
    was interrupted by the question goes on after the answer."""
    if role in NEED_SECOND_FACTOR:
        raise_if_reauthentication_required(request, app="centres")


def _done(request, verb, invitation, said, **act):
    try:
        verb(invitation, **act)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said % {"email": invitation.email})
    return redirect("people")


def _link_maker(request):
    return lambda token: full_address(reverse("invitation", args=[token]), request)
