"""Which indicator makes the number of each target: one small form for a target, all saved together."""

from django import forms
from django.utils.translation import gettext_lazy

from evaluations.models.indicators import LONGEST_TOPIC, PER_CENT
from evaluations.recording.feeding import Choice, mark
from goals.forms.fields import MarkField, TextField
from goals.states import Kind

TYPED = gettext_lazy("píše se na poradě")
SEEN = rf"^([0-9]{{1,15}}:.{{0,{LONGEST_TOPIC}}})?\Z"


class FeedForm(forms.Form):
    indicator = forms.TypedChoiceField(
        label=gettext_lazy("Odkud je číslo"), required=False, coerce=int, empty_value=None
    )
    topic = TextField(
        label=gettext_lazy("Jen s tématem"), max_length=LONGEST_TOPIC, required=False, is_conditional=True
    )
    seen = MarkField(SEEN, required=False)

    def __init__(self, data=None, *, target, feed, proposal, indicators):
        self.target, self.feed, self.proposal = target, feed, proposal
        offered = feed or proposal
        initial = {"indicator": offered.indicator.pk, "topic": offered.topic} if offered else {}
        super().__init__(data, prefix=prefix_of(target), initial={**initial, "seen": mark(feed)})
        self.indicators = {one.pk: one for one in _fit(target, indicators, feed)}
        self.fields["indicator"].choices = [("", TYPED), *((pk, one.name) for pk, one in self.indicators.items())]
        self.fields["topic"].widget.attrs |= {"list": "temata", "autocomplete": "off"}

    @property
    def is_sent(self):
        """A target that was not on the page when it was sent was not chosen for."""
        return self.is_bound

    @property
    def choice(self):
        facts = self.cleaned_data
        indicator = self.indicators.get(facts["indicator"])
        return Choice(self.target, indicator, facts["topic"] if indicator else "", facts["seen"])


class FeedEditor:
    """The forms of all targets, by the id of the target; `data` is what was sent, or typed before the sign-in ended."""

    def __init__(self, targets, feeds, proposed, indicators, data=None):
        self.by_target = {
            target.pk: FeedForm(
                data if data and prefix_of(target) + "-seen" in data else None,
                target=target,
                feed=feeds.get(target.pk),
                proposal=proposed.get(target.pk),
                indicators=indicators,
            )
            for target in targets
        }

    @property
    def sent(self):
        return [form for form in self.by_target.values() if form.is_sent]

    @property
    def has_errors(self):
        return any(form.errors for form in self.sent)

    @property
    def typed_topics(self):
        """For a page without fields: what was typed is shown all the same."""
        return [form["topic"].value() for form in self.sent if "topic" in form.changed_data and form["topic"].value()]

    def is_valid(self):
        return not self.has_errors

    @property
    def choices(self):
        return [form.choice for form in self.sent]


def prefix_of(target):
    return f"hodnota-{target.pk}"


def seen_now(data, current):
    """What was sent, with the marks of what there is now: sent again, it wins knowingly."""
    again = data.copy()
    for target, feed in current.items():
        again[f"hodnota-{target}-seen"] = mark(feed)
    return again


def _fit(target, indicators, feed):
    """A share is fed by per cent and nothing else is; an indicator that is in use here stays, even if retired."""
    fit = [one for one in indicators if (one.unit == PER_CENT) == (target.kind == Kind.SHARE)]
    return fit if feed is None or feed.indicator in fit else [*fit, feed.indicator]
