"""Writing one goal: its wording, its targets and what belongs to it, as one form in one page."""

import uuid
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy

from goals.amounts import is_times
from goals.formatting import describe, many
from goals.forms.fields import KeyField, TextField, VersionField, WordingField
from goals.forms.targets import MOST, Targets, as_typed, raw_targets
from goals.models import Goal
from goals.models.documents import LONGEST_WORDING
from goals.models.goals import LONGEST_NOTE
from goals.states import DECIDED, Kind, Level
from goals.writing import Content, proposed_targets

NO_GOAL = gettext_lazy("žádnému")


class GoalForm(forms.Form):
    text = WordingField(
        label=gettext_lazy("Znění cíle"),
        rows=5,
        max_length=LONGEST_WORDING,
        help_text=gettext_lazy("Co chcete dokázat, kolik a do kdy. Jedna věta, jeden cíl, žádná jména klientů."),
    )
    serves = forms.ChoiceField(label=gettext_lazy("Kterému dlouhodobému cíli slouží"), required=False, help_text="")
    responsible = WordingField(
        label=gettext_lazy("Kdo za cíl odpovídá"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Role, ne jméno: například sociální pracovník, koordinátorka kurzů."),
    )
    evidence = WordingField(
        label=gettext_lazy("Čím se splnění doloží"),
        rows=2,
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("Například prezenční listiny, zápisy z jednání, měsíční výkaz."),
    )
    reason = TextField(
        label=gettext_lazy("Proč se cíl mění"),
        rows=3,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Důvod uvidí vedoucí odboru a po schválení bude zveřejněný spolu se změnou."),
    )
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, is_amendment=False, level=Level.OPERATIONAL, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_amendment:
            del self.fields["reason"]
        if level == Level.OPERATIONAL:
            self.fields["serves"].choices = [("", NO_GOAL), *long_term_choices()]
        else:
            del self.fields["serves"]


class GoalEditor:
    """The form of a goal and those of its targets. Either bound to what was sent, or filled for showing.

    `data` is what was sent; with `as_is` it is only shown again, right or wrong, without being judged.
    """

    def __init__(self, content, *, version=0, key=None, data=None, as_is=False, year=None, **place):
        scoped = {"year": year, "is_network": place.get("level", Level.OPERATIONAL) != Level.OPERATIONAL}
        if data is not None and not as_is:
            self.form = GoalForm(data, **place)
            self.targets = Targets(data, **scoped)
            return
        if data is not None:
            initial, targets = {name: data.get(name, "") for name in GoalForm.base_fields}, raw_targets(data)
        else:
            initial = {name: getattr(content, name) for name in ("text", "responsible", "evidence", "reason")}
            initial |= {"serves": content.serves_id or "", "version": version, "key": key or uuid.uuid4()}
            targets = [as_typed(target) for target in content.targets]
        self.form = GoalForm(initial=initial, **place)
        self.targets = Targets(initial=targets, **scoped)

    def is_valid(self):
        return all([self.form.is_valid(), self.targets.is_valid()])

    @property
    def forms(self):
        return [self.form, *self.targets.forms]

    @property
    def version(self):
        return self.form.cleaned_data["version"]

    @property
    def key(self):
        return self.form.cleaned_data["key"]

    @property
    def content(self):
        facts = self.form.cleaned_data
        return Content(
            text=facts["text"],
            targets=self.targets.content,
            serves_id=int(facts["serves"]) if facts.get("serves") else None,
            responsible=facts["responsible"],
            evidence=facts["evidence"],
            reason=facts.get("reason", ""),
        )


def long_term_choices():
    """Long-term goals that were approved, by their first row, in the wording that holds."""
    rows = Goal.objects.filter(level=Level.LONG_TERM, state__in=DECIDED).order_by("position", "approved_at")
    texts = {}
    for row in rows:
        texts[row.root_id] = row.text
    return list(texts.items())


def with_proposals(data, *, year, before="", baselines=()):
    """What was sent, its targets replaced by those that the wording promises, target by target.

    A proposal takes the place of the row that measures the same and keeps what no wording says (whose it is, from what
    it rises). What the wording `before` promised and this one does not is gone; other rows, which somebody wrote by
    hand, are kept below. `baselines` are last year's values, offered where an increase has none.
    """
    rows = [row for row in raw_targets(data) if any(row[name] for name in ("value", "unit", "deadline"))]
    proposed = proposed_rows(data.get("text", ""), year)
    former = {_gist(row) for row in proposed_rows(before, year)}
    taken = {}
    for is_same in (_gist, _measure):
        for at, proposal in enumerate(proposed):
            match = next((row for row in rows if is_same(row) == is_same(proposal)), None)
            if at not in taken and match is not None:
                taken[at] = match
                rows.remove(match)
    for at, row in taken.items():
        proposed[at] |= {name: row[name] for name in BY_HAND if row.get(name) and not proposed[at].get(name)}
    found = proposed + [row for row in rows if _gist(row) not in former]
    for row in found:
        if str(row["kind"]) == Kind.INCREASE and not row.get("baseline"):
            unit = many(row.get("unit") or "")
            row["baseline"] = next((value for target, value in baselines if many(target.unit) == unit), "")
    return with_targets(data, found)


BY_HAND = ("unit_forms", "baseline", "is_relative", "scope", "deadline")


def proposed_rows(text, year):
    """The targets of a wording as initial values of their forms; a unit as it stands after five."""
    return [as_typed(content) for content in proposed_targets(text, year=year)]


def with_read_targets(content, *, year):
    """The content with the targets that its wording promises."""
    return replace(content, targets=proposed_targets(content.text, year=year))


def target_changes(before, data, **place):
    """What the rows of a form change in the targets before, as phrases: what held, what is proposed; "" for nothing."""
    rows = Targets(data, **place)
    if not rows.is_valid():
        return []
    old, changes = list(before), []
    for new in rows.content:
        match = next((one for one in old if one == new), None)
        match = match or next((one for one in old if _measure(as_typed(one)) == _measure(as_typed(new))), None)
        if match:
            old.remove(match)
        if match != new:
            changes.append((describe(match) if match else "", describe(new)))
    return changes + [(describe(one), "") for one in old]


def _measure(row):
    """What a row measures, whatever its number."""
    kind, unit = str(row["kind"]), (row.get("unit") or "").strip()
    is_nothing = kind in {Kind.FREQUENCY, Kind.MILESTONE, Kind.NARRATIVE} or is_times(unit)
    return kind, "" if is_nothing else many(unit).lower()


def with_one_more(data):
    return with_targets(data, [*raw_targets(data), {"kind": "count", "comparator": "min"}])


def without(data, at):
    """`at` is the number of the row as it was sent."""
    return with_targets(data, [row for index, row in enumerate(raw_targets(data)) if str(index) != at])


def with_targets(data, rows):
    """A copy of what was sent that holds these rows of targets instead of its own."""
    changed = data.copy()
    for name in [name for name in changed if name.startswith("targets-")]:
        del changed[name]
    rows = rows[:MOST]
    changed["targets-TOTAL_FORMS"] = str(len(rows))
    changed["targets-INITIAL_FORMS"] = "0"
    for at, row in enumerate(rows):
        for name, value in row.items():
            changed[f"targets-{at}-{name}"] = value
    return changed


def _gist(row):
    return str(row["kind"]), str(row.get("value") or "").replace(",", "."), row.get("unit", "").strip().lower()
