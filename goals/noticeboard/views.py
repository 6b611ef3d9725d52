"""The ledger of prints: of a centre, of all centres that the person sees, and what opens after a code was scanned."""

import re
from collections import defaultdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import Right
from centres.models import Centre
from goals.models import PostedPrint
from goals.noticeboard import ledger
from goals.noticeboard.forms import MovePrintForm, PostForm
from goals.noticeboard.ledger import hanging_prints, standings_of
from goals.noticeboard.standing import by_print, judge, of_address, prints_of_centres
from goals.print_codes import as_written
from goals.views.edit import EditView
from goals.workflow import EditConflict, Refused

TAKEN_DOWN_SHOWN = 30


def centre_of(request, slug):
    """Of the person's own centres, or of all for who sees the network."""
    if not request.rights.is_inside:
        raise Http404
    return get_object_or_404(Centre.objects.filter(request.rights.in_scope()).select_related("successor"), slug=slug)


def shown(rows, today):
    """Copies as the pages show them: with how each stands and for how many days it has not held."""
    standings = standings_of(rows, today)
    found = []
    for row in rows:
        standing, is_closed = standings[row.pk], row.centre.is_closed(today)
        since = row.centre.closed_on if is_closed else standing.outdated_on if standing.is_outdated else None
        days = (today - max(since, row.posted_on)).days if since else None
        facts = {"row": row, "standing": standing, "since": since, "days": days}
        facts["may_replace"] = standing.holds is not None and standing.holds.pk != row.code_id and not is_closed
        found.append(facts)
    return sorted(found, key=lambda one: one["since"] is None)


@require_safe
def prints(request):
    """All centres that the person sees: how many prints hang in each, which no longer hold, for how long."""
    if not request.rights.is_inside:
        raise Http404
    today, by_centre = timezone.localdate(), defaultdict(list)
    centres = list(Centre.objects.filter(request.rights.in_scope()).order_by("position"))
    for one in shown(list(hanging_prints(centre__in=[centre.pk for centre in centres])), today):
        by_centre[one["row"].centre_id].append(one)
    rows = []
    for centre in centres:
        here = by_centre[centre.pk]
        if here or not centre.is_closed(today):
            outdated = [one for one in here if one["since"]]
            days = max((one["days"] for one in outdated), default=None)
            rows.append({"centre": centre, "hanging": len(here), "outdated": len(outdated), "days": days})
    rows.sort(key=lambda row: (row["days"] is None, -(row["days"] or 0)))
    return render(request, "noticeboard/prints.html", {"rows": rows, "outdated": sum(row["outdated"] for row in rows)})


def _allowed(request, centre):
    """What the person may do about the copies, for the templates."""
    right = ledger.right_to_take_down(centre, on=request.rights.on)
    return {
        "may_post": request.rights.may(Right.POST_PRINTS, centre),
        "may_take_down": request.rights.may(right, centre),
        "is_left": right != Right.POST_PRINTS,
    }


@require_safe
def centre_prints(request, slug):
    return _ledger(request, centre_of(request, slug))


def _ledger(request, centre, *, status=200, conflict=None):
    today = timezone.localdate()
    gone = centre.posted_prints.exclude(removed_on=None).select_related("code__place__edition", "removed_by")
    codes = [group[-1] for group in by_print(prints_of_centres(place__slug=centre.slug)).values()]
    context = {
        "centre": centre,
        "prints": shown(list(hanging_prints(centre=centre)), today),
        "gone": gone.order_by("-removed_on", "-pk")[:TAKEN_DOWN_SHOWN],
        "newest": codes[0].place.edition if codes else None,
        "is_closed": centre.is_closed(today),
        "sees_all": request.rights.sees_network,
        "conflict": conflict,
        **_allowed(request, centre),
    }
    return render(request, "noticeboard/centre_prints.html", context, status=status)


@require_safe
def scanned(request, code):
    """What a person of the centre sees after scanning a print: the copies of it, and those that it replaces."""
    same = list(of_address(as_written(code) or ""))
    if not same:
        raise Http404
    centre, today = centre_of(request, same[0].place.slug), timezone.localdate()
    standing = judge(next(one for one in same if one.code == as_written(code)), same, today)
    hanging = list(hanging_prints(centre=centre, code__format=standing.code.format))
    found = shown(hanging, today)
    own = [one for one in found if one["row"].code_id == standing.code.pk]
    # After the new print was scanned: what it takes the place of; in a closed centre there is no such thing.
    is_new = not standing.is_outdated and not centre.is_closed(today)
    others = [one for one in found if one["since"]] if is_new else []
    context = {
        "centre": centre,
        "standing": standing,
        "edition": standing.code.place.edition,
        "own": own,
        "others": others,
        "is_closed": centre.is_closed(today),
        "replaceable": [one for one in (*own, *others) if one["may_replace"] and one["since"]],
        **_allowed(request, centre),
    }
    return render(request, "noticeboard/scanned.html", context)


class PrintPost(EditView):
    form_class = PostForm
    template_name = "noticeboard/print_form.html"

    def load(self, request, slug):
        self.centre = centre_of(request, slug)
        request.rights.require(Right.POST_PRINTS, self.centre)
        codes = [one for one in prints_of_centres(place__slug=slug) if not one.withdrawn_at]
        self.codes = codes[::-1]
        asked = request.GET.get("tisk", "")
        chosen = next((one.pk for one in self.codes if str(one.code) == asked), None)
        self.initial = {"posted_on": timezone.localdate(), "code": chosen}
        self.extra_context = {"centre": self.centre, "has_codes": bool(self.codes)}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"codes": self.codes}

    def save(self, form):
        facts = dict(form.cleaned_data)
        pk = facts.pop("code")
        code = next(one for one in self.codes if one.pk == pk)
        return ledger.post_print(code, by=self.request.user, **facts)

    def done(self, form, saved):
        messages.success(self.request, _("Výtisk „%(spot)s“ je zapsaný.") % {"spot": saved})
        return redirect("centre-prints", self.centre.slug)


class PrintMove(EditView):
    form_class = MovePrintForm
    template_name = "noticeboard/print_form.html"
    refusal_field = "spot"

    def load(self, request, slug, pk):
        self.centre = centre_of(request, slug)
        self.row = get_object_or_404(self.centre.posted_prints, pk=pk)
        request.rights.require(Right.POST_PRINTS, self.centre)
        if self.row.removed_on and request.method == "GET":
            messages.info(request, _("Výtisk „%(spot)s“ už nevisí.") % {"spot": self.row})
            return redirect("centre-prints", slug)
        self.initial = {"spot": self.row.spot, "version": self.row.version}
        self.extra_context = {"centre": self.centre, "row": self.row}
        return None

    def save(self, form):
        self.row.version = form.cleaned_data["version"]
        return ledger.move_print(self.row, form.cleaned_data["spot"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Výtisk visí tady: %(spot)s.") % {"spot": saved})
        return redirect("centre-prints", self.centre.slug)


def _seen(request, centre):
    """The copies named in the sent form, each in the version that was on the screen; a forged one answers 404."""
    versions = {}
    for text in request.POST.getlist("print"):
        match = re.fullmatch(r"([0-9]{1,15}):([0-9]{1,9})", text)
        if match is None:
            raise Http404
        versions[int(match[1])] = int(match[2])
    if not versions or centre.posted_prints.filter(pk__in=versions).count() != len(versions):
        raise Http404
    return versions


@require_http_methods(["GET", "POST"])
def prints_replace(request, slug):
    """One press, for one copy or for several."""
    centre = centre_of(request, slug)
    request.rights.require(Right.POST_PRINTS, centre)
    if request.method == "GET":
        return redirect("centre-prints", slug)
    try:
        done = ledger.replace_prints(centre, _seen(request, centre), by=request.user)
    except EditConflict as conflict:
        return _ledger(request, centre, status=409, conflict=conflict)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)s výtisk je vyměněný.", "%(count)s výtisků je vyměněných.", len(done))
        messages.success(request, said % {"count": len(done)})
    return redirect("centre-prints", slug)


@require_http_methods(["GET", "POST"])
def print_take_down(request, slug):
    centre = centre_of(request, slug)
    request.rights.require(ledger.right_to_take_down(centre, on=request.rights.on), centre)
    if request.method == "GET":
        return redirect("centre-prints", slug)
    [(pk, version), *more] = _seen(request, centre).items()
    if more:
        raise Http404
    row = PostedPrint.objects.select_related("centre").get(pk=pk)
    row.version = version
    try:
        ledger.take_down_print(row, by=request.user)
    except EditConflict as conflict:
        return _ledger(request, centre, status=409, conflict=conflict)
    messages.success(request, _("Výtisk „%(spot)s“ už nevisí.") % {"spot": row})
    return redirect("centre-prints", slug)
