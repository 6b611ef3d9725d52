"""People: their list in the order of the Czech alphabet, their roles in words, whether they must prove twice who they
are, and what an administrator does for one of them."""

import unicodedata

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import NEED_SECOND_FACTOR
from centres.models import Membership, User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one of these
LETTERS_OF_THEIR_OWN = str.maketrans({"č": "c\uffff", "ř": "r\uffff", "š": "s\uffff", "ž": "z\uffff"})


def everybody():
    roles = Membership.objects.valid(timezone.localdate()).select_related("centre").order_by("valid_from")
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    held = Prefetch("memberships", roles, to_attr="roles_today")
    people = User.objects.prefetch_related(held).annotate(has_factor=Exists(factors))
    return sorted(
        people, key=lambda person: (czech_order(person.last_name), czech_order(person.first_name), person.email)
    )


def czech_order(text):
    """A key that sorts as a Czech reader expects: č after c, ch after h, other accents as if they were not there."""
    text = text.lower().translate(LETTERS_OF_THEIR_OWN).replace("ch", "h\uffff")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def lacks_factor(person):
    return not person.has_factor and any(held.role in NEED_SECOND_FACTOR for held in person.roles_today)


def roles_in_words(memberships):
    """For example "vedoucí centra – CPIC Liberec, do 31. 12. 2026"."""
    roles = []
    for held in memberships:
        words = held.get_role_display()
        if held.centre:
            words = f"{words} – {held.centre}"
        if held.valid_until:
            words = _("%(role)s, do %(day)s") % {"role": words, "day": f"{held.valid_until:%-d. %-m. %Y}"}
        roles.append(words)
    return ", ".join(roles)


def is_second_factor_required(request):
    return settings.REQUIRE_SECOND_FACTOR and request.user.is_authenticated and request.rights.needs_second_factor


def is_second_factor_missing(request):
    return is_second_factor_required(request) and not is_mfa_enabled(request.user, FACTORS)


def is_last_factor(authenticator):
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
    return not others.exists()


def tell_of_new_address(person, before):
    """Both addresses hear of it; the old one so that nobody is moved away without knowing."""
    text = _("Správce změnil adresu, kterou se přihlašujete do aplikace Cíle center: místo %(before)s je to %(after)s.")
    text = text % {"before": before, "after": person.email}
    for address in (before, person.email):
        send_mail(_("Nová adresa pro přihlašování"), text, None, [address])


def end_sessions(person):
    for session in person.usersession_set.all():
        session.end()


def take_second_factor(person):
    """Applications, keys, codes and all sign-ins go; whoever needs a second factor sets up a new one at the next."""
    person.authenticator_set.all().delete()
    end_sessions(person)
    text = _("Správce zrušil druhé ověření vašeho účtu v aplikaci Cíle center. Nežádali jste o to? Hned mu napište.")
    send_mail(_("Zrušené druhé ověření"), text, None, [person.email])
