"""What would come out, what speaks against it, and the button: the standing of a month, the evaluation of the year."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centres import typed
from centres.access import Right
from evaluations.forms.releases import MonthForm, ReleaseForm
from evaluations.releases.preparing import last_day, prepare_evaluation, prepare_standing
from evaluations.releases.releasing import release
from evaluations.states import ReleaseKind
from evaluations.views.scope import year_of
from goals.middleware import typed_texts
from goals.reading import find_personal_data
from goals.workflow import Conflict, Refused

TEMPLATES = {
    ReleaseKind.STANDING: "evaluations/standing_release.html",
    ReleaseKind.EVALUATION: "evaluations/evaluation_release.html",
}


@require_http_methods(["GET", "POST"])
def standing_release(request, year):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    today = timezone.localdate()
    months = [month for month in range(1, 13) if last_day(year, month) < today]
    if not months:
        return render(request, "evaluations/nothing_to_release.html", {"document": document})
    choice = MonthForm(request.GET if "mesic" in request.GET else {"mesic": months[-1]}, months=months)
    if not choice.is_valid():
        raise Http404
    as_of = last_day(year, choice.cleaned_data["mesic"])
    return _answer(request, document, partial(prepare_standing, as_of=as_of, today=today), choice=choice)


@require_http_methods(["GET", "POST"])
def evaluation_release(request, year):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    return _answer(request, document, partial(prepare_evaluation, today=timezone.localdate()))


def _answer(request, document, prepare, **context):
    prepared = prepare(document)
    kinds = {"has_gaps": bool(prepared.gaps), "has_narrative": prepared.kind == ReleaseKind.EVALUATION}
    form = ReleaseForm(typed.sent(request), initial={"seen": prepared.mark}, **kinds)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row = release(document, prepare, by=request.user, **form.cleaned_data)
        except Conflict as conflict:
            context["conflict"], status = conflict, 409
            form = ReleaseForm(_seen(form.data, prepared), **kinds)  # about what there is now
        except Refused as refusal:
            form.add_error("reason" if prepared.gaps and not prepared.problems else None, str(refusal))
        else:
            typed.forget(request)
            return _done(row)
    context |= {"document": document, "prepared": prepared, "form": form, "remarks": _remarks(form, prepared)}
    context["typed"] = typed_texts(request)
    status = 422 if form.errors and status == 200 else status
    return render(request, TEMPLATES[prepared.kind], context, status=status)


def _seen(data, prepared):
    changed = data.copy()
    changed["seen"] = prepared.mark
    return changed


def _remarks(form, prepared):
    """What looks like personal data in words that would come out."""
    texts = [form["narrative"].value() or ""] if "narrative" in form.fields else []
    texts += [centre["narrative"] for centre in prepared.content["centres"]]
    texts += [goal["explanation"] for goal in prepared.content["goals"]]
    return find_personal_data(" \n".join(texts))


def _done(row):
    if row.kind == ReleaseKind.EVALUATION:
        return redirect("evaluation-released", row.year)
    return redirect("standing-released", row.year, row.number)


@require_safe
def standing_released(request, year, number):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    row = get_object_or_404(document.releases.standings(), number=number)
    return render(request, "evaluations/released.html", {"document": document, "release": row})


@require_safe
def evaluation_released(request, year):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    row = get_object_or_404(document.releases.evaluations())
    return render(request, "evaluations/released.html", {"document": document, "release": row})
