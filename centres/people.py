"""People: their list in the order of the Czech alphabet, their roles in words, whether they must prove twice who they
are, and what an administrator does for one of them."""

import hashlib

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import NEED_SECOND_FACTOR, Right, holders, rights_of
from centres.events import changes, record_event
from centres.models import Membership, User
from centres.refusals import EditConflict, Refused

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one of these


def roles_in_sight(rights):
    """Roles, with those that are over and those to come, that the person looks after: all, or those of their team."""
    roles = Membership.objects.select_related("centre", "user").order_by("valid_from", "pk")
    return roles if rights.may(Right.INVITE) else roles.filter(centre__in=rights.led_centres())


def people_in_sight(rights):
    """Accounts that the person looks after, each with `roles_in_sight` and whether it has a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    roles = Prefetch("memberships", roles_in_sight(rights), to_attr="roles_in_sight")
    people = User.objects.prefetch_related(roles).annotate(has_factor=Exists(factors))
    if rights.may(Right.INVITE):
        return people
    return people.filter(pk__in=roles_in_sight(rights).order_by().values("user"))


def lacks_factor(person, today):
    return not person.has_factor and any(
        held.role in NEED_SECOND_FACTOR and held.is_valid(today) for held in person.roles_in_sight
    )


def roles_in_words(memberships, today=None):
    """For example "vedoucí centra – CPIC Liberec, do 31. 12. 2026"; the first day only where it is still to come."""
    today, roles = today or timezone.localdate(), []
    for held in memberships:
        words = held.get_role_display()
        if held.centre:
            words = f"{words} – {held.centre}"
        if held.language:
            words = f"{words} – {held.get_language_display()}"
        if held.valid_from and held.valid_from > today:
            words = _("%(role)s, od %(day)s") % {"role": words, "day": day_in_words(held.valid_from)}
        if held.valid_until:
            words = _("%(role)s, do %(day)s") % {"role": words, "day": day_in_words(held.valid_until)}
        roles.append(words)
    return ", ".join(roles)


def day_in_words(day):
    return f"{day:%-d. %-m. %Y}"


def is_second_factor_required(request):
    return settings.REQUIRE_SECOND_FACTOR and request.user.is_authenticated and request.rights.needs_second_factor


def is_second_factor_missing(request):
    return is_second_factor_required(request) and not is_mfa_enabled(request.user, FACTORS)


def is_last_factor(authenticator):
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
    return not others.exists()


# What an administrator does for somebody else.


@transaction.atomic
def change_person(person, facts, *, seen, by, now):
    """Change name, address and whether the account is on; `seen` is the mark of what the administrator saw."""
    current, role = _held(person, by, now)
    if mark_of(current) != seen:
        raise EditConflict(current, _("Údaje mezitím někdo změnil."))
    before = User.objects.get(pk=current.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    current.email = User.objects.normalize_email(current.email)
    if User.objects.filter(email=current.email).exclude(pk=current.pk).exists():
        raise Refused(_("Tuto adresu už má jiný účet."))
    if before.is_active and not current.is_active:
        if current == by:
            raise Refused(_("Vlastní účet si nikdo nevypíná. Požádejte jiného správce."))
        if not holders(Right.ADMINISTER, on=timezone.localdate(now)).exclude(pk=current.pk).exists():
            raise Refused(_("Nikdo další by web nespravoval. Nejdřív určete jiného správce."))
    words = changes(before, current, facts)
    if not words:
        return current
    current.save()
    record_event(current, "change", by=by, role=role, at=now, content=words)
    if current.email != before.email:
        tell_of_new_address(current, before.email)
    if not current.is_active:
        end_sessions(current)
    return current


def mark_of(person):
    """Differs when anything differs that `change_person` changes."""
    facts = [person.first_name, person.last_name, person.email, str(person.is_active)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


@transaction.atomic
def reset_factor(person, *, by, now):
    """For whoever has lost telephone and recovery codes; whoever needs a second factor sets up a new one at the next
    sign-in. Never for oneself: who can do this has not lost theirs."""
    person, role = _held(person, by, now, others_only=True)
    person.authenticator_set.all().delete()
    end_sessions(person)
    record_event(person, "reset_factor", by=by, role=role, at=now)
    text = _("Správce zrušil druhé ověření vašeho účtu v aplikaci Cíle center. Nežádali jste o to? Hned mu napište.")
    send_mail(_("Zrušené druhé ověření"), text, None, [person.email])


@transaction.atomic
def sign_out_everywhere(person, *, by, now):
    person, role = _held(person, by, now, others_only=True)
    end_sessions(person)
    record_event(person, "end_sessions", by=by, role=role, at=now)


def tell_of_new_address(person, before):
    """Both addresses hear of it; the old one so that nobody is moved away without knowing."""
    text = _("Správce změnil adresu, kterou se přihlašujete do aplikace Cíle center: místo %(before)s je to %(after)s.")
    text = text % {"before": before, "after": person.email}
    for address in (before, person.email):
        send_mail(_("Nová adresa pro přihlašování"), text, None, [address])


def end_sessions(person):
    for session in person.usersession_set.all():
        session.end()


def _held(person, by, now, *, others_only=False):
    """The person as they are now, and the role by which it is done: both people are held, in one order, so that of two
    administrators who switch each other off only one does."""
    people = User.objects.select_for_update().filter(pk__in=[person.pk, by.pk]).order_by("pk")
    people = {each.pk: each for each in people}
    role = rights_of(people[by.pk], on=timezone.localdate(now)).require(Right.ADMINISTER)
    if others_only and person.pk == by.pk:
        raise Refused(_("Tohle pro sebe nikdo nedělá. Požádejte jiného správce."))
    return people[person.pk], role
