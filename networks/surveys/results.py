"""The results of an evaluation, frozen in words and numbers: of each region that had enough answers, of the small ones
together, and of all; beside those of the year before."""

from datetime import UTC

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe  # for what templates have escaped already
from django.utils.translation import gettext as _

from evaluations.sheets import workbook_of
from goals.formatting import format_date, typeset
from goals.freezing import next_number, seal
from goals.pdf import lines
from goals.renderings import draw_after_commit
from networks.models import SurveyResult
from networks.surveys.counting import LEAST, TOGETHER, groups_of, shown, summed
from networks.surveys.questions import AGREES, RATED, SCALE, asked


@translation.override("cs")
def freeze_results(survey, shuffle, *, now):
    places = list(survey.regions.select_related("region").order_by("region__position"))
    sheets = {place.region_id: list(place.sheets.values_list("content", flat=True)) for place in places}
    groups = {name: shown(rows, *asked(survey), shuffle) for name, rows in groups_of(sheets).items()}
    regions = {place.region_id: place for place in places}
    for name, group in groups.items():
        if name is not TOGETHER:
            place = regions[name]
            facts = [(_("Kraj"), str(place.region)), *_numbers(survey, place.invited, group.answered)]
            _freeze(survey, place.region, facts, group.spreads, group.words, now=now)
    if survey.gathering_id:
        return
    counts = sum(one.invited for one in places), sum(map(len, sheets.values()))
    facts = [(_("Kraj"), _("celá síť")), *_numbers(survey, *counts)]
    table = [_row(place, groups) for place in places]
    together = groups.get(TOGETHER)
    if together:
        table.append({"name": _("Kraje s méně než %(least)s odpověďmi dohromady") % {"least": LEAST}})
        table[-1] |= {"invited": "", "answered": together.answered, "agreed": _agreed_all(together.spreads)}
    words = together.words if together else {}
    _freeze(survey, None, facts, summed(groups.values(), RATED), words, now=now, table=table)


def _numbers(survey, invited, answered):
    if survey.gathering_id:
        said = _("jeden odkaz pro všechny; odpovědí nejvýš tolik, kolik bylo na setkání lidí")
        facts = [(_("Setkání"), str(survey.gathering)), (_("Jak se ptalo"), said), (_("Lidí na setkání"), str(invited))]
    else:
        facts = [(_("Pozváno"), str(invited))]
    return [*facts, (_("Odpovědělo"), str(answered))]


def _row(place, groups):
    group = groups.get(place.region_id)
    agreed = _agreed_all(group.spreads if group else dict.fromkeys(RATED))
    row = {"name": str(place.region), "invited": place.invited, "answered": place.answered}
    return row | {"agreed": agreed, "is_hidden": group is None}


def _agreed_all(spreads):
    return [[str(text), agreed(spreads[key]) or "–"] for key, text in RATED.items()]


def agreed(spread):
    """ "14 z 20" who agree; "" where it is not shown."""
    if not spread:
        return ""
    yes = sum(count for value, count in spread.items() if int(value) in AGREES)
    return _("%(yes)s z %(all)s") % {"yes": yes, "all": sum(spread.values())}


def _before(survey, region):
    """The last result that this one stands beside: of the year before, or of the meeting before."""
    results = SurveyResult.objects.filter(region=region)
    if survey.gathering_id:
        meeting = survey.gathering
        results = results.filter(survey__gathering__series=meeting.series_id, survey__gathering__on__lt=meeting.on)
        return results.order_by("-survey__gathering__on", "-number").first()
    results = results.filter(survey__gathering=None, survey__year__lt=survey.year)
    return results.order_by("-survey__year", "-number").first()


def _freeze(survey, region, facts, spreads, words, *, now, table=()):
    before = _before(survey, region)
    last = {one["key"]: one["agreed"] for one in before.content["questions"]} if before else {}
    number = next_number(survey.results.filter(region=region))
    rated, in_words = asked(survey)
    questions = [
        {
            "key": key,
            "text": str(text),
            "counts": [spreads[key].get(value, 0) for value in SCALE] if spreads[key] else [],
            "agreed": agreed(spreads[key]),
            "last": last.get(key, ""),
        }
        for key, text in rated.items()
    ]
    facts = [(_("Číslo"), str(number)), *facts, (_("Uzavřeno"), format_date(now.date()))]
    content = {
        "title": f"{survey}: {region}" if region and not survey.gathering_id else str(survey),
        "region": str(region or _("celá síť")),
        "number": number,
        "moment": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(value)) for label, value in facts],
        "again": [],
        "least": LEAST,
        "scale": [str(label) for label in SCALE.values()],
        "questions": questions,
        "words": [
            {"text": str(text), "said": [lines(one) for one in words.get(key, ())]} for key, text in in_words.items()
        ],
        "table": list(table),
    }
    facts = {"survey": survey, "region": region, "number": number, "content": content, "made_at": now}
    draw_after_commit(seal(SurveyResult.objects.create(**facts)))


def for_annual_meeting(year):
    """The result of the whole network, which the meeting of heads talks about."""
    last = SurveyResult.objects.filter(survey__gathering=None, survey__year=year, region=None).order_by("number").last()
    return [(reverse("survey-result", args=[last.pk]), str(last.survey))] if last else []


@translation.override("cs")
def result_html(result):
    return render_to_string("pdf/survey.html", result.content)


def result_text(content):
    """What the result says, for its page."""
    return mark_safe(render_to_string("pdf/_survey.html", content))  # noqa: S308 - a template that escapes


@translation.override("cs")
def result_workbook(result):
    """The spread of each question, the words, and of the whole network the regions, each on a sheet of its own."""
    content = result.content
    spread = [(one["text"], *(one["counts"] or [None] * len(SCALE)), one["agreed"]) for one in content["questions"]]
    words = [(one["text"], "\n".join(said)) for one in content["words"] for said in one["said"]]
    sheets = [
        (_("Otázky"), [_("Otázka"), *content["scale"], _("Souhlasí")], spread),
        (_("Slovy"), [_("Otázka"), _("Odpověď")], words),
    ]
    if content["table"]:
        headings = [_("Kraj"), _("Pozváno"), _("Odpovědělo"), *(one["text"] for one in content["questions"])]
        rows = [
            (row["name"], row["invited"], row["answered"], *(said for _text, said in row["agreed"]))
            for row in content["table"]
        ]
        sheets.append((_("Kraje"), headings, rows))
    return workbook_of(sheets)
