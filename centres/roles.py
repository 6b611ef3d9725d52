"""Who gives and ends which roles, and how: each change in one way, written down, told to its person by mail.

Nobody touches their own roles. The last day of a role is a day with access; what is over stays as it was.
"""

from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import HEADS, HOLDERS, MissingRight, Right, holders, rights_of, role_labels
from centres.addresses import full_address
from centres.czech import sorted_people
from centres.events import record_event
from centres.models import CENTRE_ROLES, Event, Membership, Role, Subject, User
from centres.people import day_in_words, roles_in_words
from centres.refusals import EditConflict, Refused

OF_A_TEAM = frozenset({Role.STAFF, Role.DEPUTY})
"""Roles that the head of a centre gives; a head is named from above."""
FROM_ABOVE = CENTRE_ROLES | {Role.TRANSLATOR}
"""Roles that the department head gives too."""
WELCOMED_FOR = timedelta(days=60)


def giving_right(rights, role, centre=None):
    """The right by which the person gives and ends this role (at the centre), or None."""
    if rights.may(Right.ADMINISTER):
        return Right.ADMINISTER
    if role in FROM_ABOVE and rights.may(Right.INVITE):
        return Right.INVITE
    return Right.LEAD_TEAM if role in OF_A_TEAM and rights.may(Right.LEAD_TEAM, centre) else None


def roles_to_offer(rights):
    """The roles that the person may give somewhere, in the order of the roles."""
    led = rights.led_centres().first() if rights.looks_after_people else None
    return [role for role in Role if giving_right(rights, role, led)]


def require_looking_after(rights):
    """Raises MissingRight for whoever looks after nobody."""
    if not rights.looks_after_people:
        rights.require(Right.INVITE)


def require_giving(by, role, centre, now):
    """The role by which the person gives this one; raises MissingRight."""
    rights = rights_of(by, on=timezone.localdate(now))
    right = giving_right(rights, role, centre)
    if right is None:
        raise MissingRight(Right.INVITE if role in FROM_ABOVE else Right.ADMINISTER)
    return rights.role(right, centre)


@transaction.atomic
def give(held, *, by, now):
    """Give the role (an unsaved row) to its person, who is told of it at once."""
    own_role = _begin(held, by, now)
    today = timezone.localdate(now)
    if not held.user.is_active:
        raise Refused(_("Účet osoby %(person)s je vypnutý. Zapnout ho může správce.") % {"person": held.user})
    if held.valid_from < today:
        raise Refused(_("Zpětně roli dát nejde. Začít může nejdřív dnes."))
    _check(held, today)
    held.save()
    record_event(held, "give_role", by=by, role=own_role, at=now, content=roles_in_words([held], today))
    tell_of_role(held)
    return held


@transaction.atomic
def change_end(held, day, *, by, now):
    """Move the last day of the role, or take it away (None). `held` is the row as the person saw it."""
    own_role = _begin(held, by, now)
    current, today = _current(held), timezone.localdate(now)
    if is_over(current, today):
        raise Refused(_("Tato role už skončila. Dejte novou."))
    before = current.valid_until
    current.valid_until = day
    _check(current, today)
    is_sooner = day is not None and (before is None or day < before)
    if is_sooner:
        _leave_an_administrator(current, today)
    if day != before:
        current.save(update_fields=["valid_until"])
        name, said = ("end_role" if is_sooner else "change_role"), roles_in_words([current], today)
        record_event(current, name, by=by, role=own_role, at=now, content=said)
        title = _("Konec role") if is_sooner else _("Změna role")
        _tell(current, title, _("Vaše role v aplikaci Cíle center je nově: %(role)s.") % {"role": said})
    return current


@transaction.atomic
def withdraw(held, *, by, now):
    """Take a role back that has not begun, or only today: given to the wrong person, or no longer needed."""
    own_role = _begin(held, by, now)
    current, today = _current(held), timezone.localdate(now)
    if not may_be_withdrawn(current, today):
        raise Refused(_("Tato role už platí déle než dnes. Zadejte její poslední den."))
    _leave_an_administrator(current, today)
    said = roles_in_words([current], today)
    record_event(current, "take_role", by=by, role=own_role, at=now, content=said)
    _tell(current, _("Zrušená role"), _("Role v aplikaci Cíle center je zrušená: %(role)s.") % {"role": said})
    current.delete()
    return current


def to_welcome(rights, today):
    """New roles at the head of a centre, as long as their person has neither put the welcome away nor begun to work:
    written, sent or closed something there."""
    new = [
        held
        for held in rights.memberships
        if held.role in HEADS and held.welcomed_at is None and held.valid_from > today - WELCOMED_FOR
    ]
    if not new:
        return []
    work = Event.objects.filter(by=rights.user, role__in=HEADS).exclude(subject_kind=Subject.PERSON)
    work = work.exclude(subject_kind=Subject.INVITATION)
    begun = set(work.filter(at__date__gte=min(held.valid_from for held in new)).values_list("centre", flat=True))
    return [held for held in new if held.centre_id not in begun]


def dismiss_welcome(new, *, now):
    """Their person has read what the new roles are about."""
    Membership.objects.filter(pk__in=[held.pk for held in new]).update(welcomed_at=now)


def is_over(held, today):
    return held.valid_until is not None and held.valid_until < today


def may_be_withdrawn(held, today):
    return held.valid_from >= today


def first_end(held, today):
    """The first day on which the role can end. Yesterday ends it at once; what was before stays as it was."""
    return max(held.valid_from, today - timedelta(days=1))


def who_is_left(held, day):
    """Who does the same work on the day after the role has ended, in the order of their names; for a head's role their
    deputies count, because they hold the same rights."""
    right = _work(held.role)
    people = holders(right, held.centre, on=day + timedelta(days=1), without=held.pk)
    return sorted_people(people.exclude(pk=held.user_id))


def who_comes(held, day):
    """Roles of the same kind at the same place that begin later."""
    roles = HOLDERS[_work(held.role)]
    later = Membership.objects.filter(role__in=roles, centre=held.centre, valid_from__gt=day + timedelta(days=1))
    return later.exclude(pk=held.pk).select_related("user", "centre").order_by("valid_from")


def tell_of_role(held):
    """The mail to whoever has a new role: which, until when, what it means, who helps."""
    context = {
        "role": roles_in_words([held]),
        "rights": rights_in_words(held.role),
        "helpers": who_helps(held.valid_from),
        "address": full_address(reverse("welcome" if held.role in HEADS else "work")),
    }
    _tell(held, _("Nová role"), render_to_string("people/email/role.txt", context))


def place_problems(centre, first, last):
    """Why nobody can have a role in the centre from the one day to the other (None: without end), each with the field
    that it is about."""
    if centre is None or centre.closed_on is None:
        return
    facts = {"centre": centre, "day": day_in_words(centre.closed_on), "last": day_in_words(centre.last_day)}
    if first > centre.last_day:
        yield "centre", _("%(centre)s je od %(day)s zavřené, role v něm už dát nejde. Vyberte jiné centrum.") % facts
    elif last is None or last > centre.last_day:
        yield "valid_until", _("%(centre)s je od %(day)s zavřené. Role v něm může trvat nejdéle do %(last)s.") % facts


def ending_with(centre, today):
    """Roles in a centre that is to close, which last longer than it does, each with its own last day; None for one
    that will not have begun. Access ends no later than the centre, and never before yesterday."""
    held = centre.memberships.select_related("user", "centre").order_by("pk")
    last = max(centre.last_day, today - timedelta(days=1))
    for one in held.filter(Q(valid_until=None) | Q(valid_until__gt=last)):
        if one.valid_from > last:
            yield one, None
        else:
            yield one, last


def end_with(centre, *, by, role, now):
    """End the roles of a centre that closes, in the transaction of its closing, and tell their people."""
    today = timezone.localdate(now)
    for held, last in ending_with(centre, today):
        if last is None:
            said = roles_in_words([held], today)
            record_event(held, "take_role", by=by, role=role, at=now, content=said)
            _tell(held, _("Zrušená role"), _("Role v aplikaci Cíle center je zrušená: %(role)s.") % {"role": said})
            held.delete()
            continue
        held.valid_until = last
        held.save(update_fields=["valid_until"])
        said = roles_in_words([held], today)
        record_event(held, "end_role", by=by, role=role, at=now, content=said)
        _tell(held, _("Konec role"), _("Vaše role v aplikaci Cíle center je nově: %(role)s.") % {"role": said})


def rights_in_words(role):
    return [right.label for right in Right if role in HOLDERS[right]]


def who_helps(day):
    """Whom to ask: those who look after the network, and those who look after the site."""
    asked = (Right.STAND_IN, Right.ADMINISTER)
    return [(", ".join(role_labels(right)), sorted_people(holders(right, on=day))) for right in asked]


def _work(role):
    """The right that stands for the work of the role: who holds it can go on with what waits."""
    return {
        Role.STAFF: Right.WRITE,
        Role.HEAD: Right.SUBMIT,
        Role.DEPUTY: Right.SUBMIT,
        Role.DEPARTMENT_HEAD: Right.DECIDE,
        Role.DIRECTOR: Right.DECIDE_STRATEGIC,
        Role.ADMINISTRATOR: Right.ADMINISTER,
        Role.TRANSLATOR: Right.TRANSLATE,
    }[Role(role)]


def _begin(held, by, now):
    """Hold both people, in one order, so that of two changes the second sees the first; then ask for the right."""
    people = User.objects.select_for_update().filter(pk__in=[held.user_id, by.pk]).order_by("pk")
    people = {person.pk: person for person in people}
    if held.role == Role.ADMINISTRATOR:
        list(Membership.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
    held.user = people[held.user_id]
    role = require_giving(people[by.pk], held.role, held.centre, now)
    if held.user_id == by.pk:
        raise Refused(_("Vlastní role si nikdo nedává, neprodlužuje ani nebere. Požádejte někoho, kdo je dává také."))
    return role


def _current(held):
    """The role as it is now, held; raises EditConflict where it is not what the person saw."""
    current = Membership.objects.select_for_update(of=("self",)).select_related("user", "centre")
    current = current.filter(pk=held.pk).first()
    if current is None:
        raise EditConflict(None, _("Roli mezitím někdo zrušil."))
    if current.valid_until != held.valid_until:
        until = day_in_words(current.valid_until) if current.valid_until else _("bez konce")
        raise EditConflict(None, _("Konec role mezitím někdo změnil, teď je: %(until)s.") % {"until": until})
    return current


def _check(held, today):
    """Whether the role makes sense with its days, and beside the person's other roles."""
    day = held.valid_until
    if day is None and held.role == Role.DEPUTY:
        raise Refused(_("Zástupce je jen na určenou dobu, vyplňte konec platnosti."))
    if (held.role == Role.TRANSLATOR) != bool(held.language):
        raise Refused(_("Překladatel potřebuje jazyk, ostatní role žádný nemají."))
    if day is not None and day < held.valid_from:
        raise Refused(_("Role nemůže skončit dřív, než začne (%(day)s).") % {"day": day_in_words(held.valid_from)})
    if day is not None and day < first_end(held, today):
        facts = {"day": day_in_words(first_end(held, today))}
        raise Refused(
            _("Zpětně roli ukončit nejde. Poslední den může být nejdřív %(day)s, přístup pak končí hned.") % facts
        )
    for _field, problem in place_problems(held.centre, held.valid_from, day):
        raise Refused(problem)
    same = Membership.objects.filter(user=held.user, role=held.role, centre=held.centre, language=held.language)
    same = same.exclude(pk=held.pk)
    if day is not None:
        same = same.filter(valid_from__lte=day)
    same = same.filter(Q(valid_until=None) | Q(valid_until__gte=held.valid_from)).first()
    if same:
        facts = {"person": held.user, "role": roles_in_words([same], today)}
        raise Refused(_("%(person)s tuto roli už má: %(role)s. Změňte její konec.") % facts)


def _leave_an_administrator(held, today):
    """Somebody has to be able to give roles when this one is over."""
    if held.role != Role.ADMINISTRATOR:
        return
    after = max(held.valid_until or today, today) + timedelta(days=1)
    if not holders(Right.ADMINISTER, on=after, without=held.pk).exists():
        raise Refused(_("Nikdo další by web nespravoval. Nejdřív určete jiného správce."))


def _tell(held, title, text):
    send_mail(title, text, None, [held.user.email])
