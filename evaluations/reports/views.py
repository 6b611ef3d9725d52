"""What would come out, what speaks against it, and the button: the interim report at the end of a month, the evaluation
of the year."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centres import typed
from centres.access import Right
from evaluations.reports.forms import MonthForm, ReportForm
from evaluations.reports.preparing import last_day, prepare_evaluation, prepare_interim
from evaluations.reports.publishing import publish_report
from evaluations.states import ReportKind
from evaluations.views.scope import year_of
from goals.middleware import typed_texts
from goals.reading import find_personal_data
from goals.workflow import EditConflict, Refused

TEMPLATES = {
    ReportKind.INTERIM: "evaluations/interim_report.html",
    ReportKind.EVALUATION: "evaluations/evaluation_report.html",
}


@require_http_methods(["GET", "POST"])
def interim_report(request, year):
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
    return _answer(request, document, partial(prepare_interim, as_of=as_of, today=today), choice=choice)


@require_http_methods(["GET", "POST"])
def evaluation(request, year):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    return _answer(request, document, partial(prepare_evaluation, today=timezone.localdate()))


def _answer(request, document, prepare, **context):
    prepared = prepare(document)
    kinds = {"has_gaps": bool(prepared.gaps), "has_narrative": prepared.kind == ReportKind.EVALUATION}
    form = ReportForm(typed.sent(request), initial={"seen": prepared.mark}, **kinds)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            report = publish_report(document, prepare, by=request.user, **form.cleaned_data)
        except EditConflict as conflict:
            context["conflict"], status = conflict, 409
            changed = form.data.copy()
            changed["seen"] = prepared.mark
            form = ReportForm(changed, **kinds)  # about what there is now
        except Refused as refusal:
            form.add_error("reason" if prepared.gaps and not prepared.problems else None, str(refusal))
        else:
            typed.forget(request)
            if report.kind == ReportKind.EVALUATION:
                return redirect("evaluation-released", report.year)
            return redirect("standing-released", report.year, report.number)
    texts = [form["narrative"].value() or ""] if "narrative" in form.fields else []
    texts += [centre["narrative"] for centre in prepared.content["centres"]]
    texts += [goal["explanation"] for goal in prepared.content["goals"]]
    context |= {
        "document": document,
        "prepared": prepared,
        "form": form,
        "remarks": find_personal_data(" \n".join(texts)),  # in words that would come out
        "typed": typed_texts(request),
    }
    status = 422 if form.errors and status == 200 else status
    return render(request, TEMPLATES[prepared.kind], context, status=status)


@require_safe
def interim_report_published(request, year, number):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    report = get_object_or_404(document.reports.interim(), number=number)
    return render(request, "evaluations/published_report.html", {"document": document, "report": report})


@require_safe
def evaluation_published(request, year):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    report = get_object_or_404(document.reports.evaluations())
    return render(request, "evaluations/published_report.html", {"document": document, "report": report})
