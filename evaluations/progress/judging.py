"""How each kind of target stands on one day, by everything that is known of it by then.

Exactly so many is judged as at least so many: goals say "12 kurzů" and mean a promise, which a thirteenth course does
not break. A number without a target, and what nobody counts, is as the last meeting saw it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.progress import periods
from evaluations.progress.periods import slots, to_tenths
from evaluations.progress.values import (
    HUNDRED,
    Aim,
    DatedRating,
    Fact,
    Period,
    Progress,
    Slot,
    added_first,
    added_last,
    by_thing,
    checked,
    last_day,
    mean_of_last,
    shown,
    total,
)
from evaluations.states import Aggregation, Rating, SlotState, Status
from goals.amounts import is_decrease, number_to_reach, preposition
from goals.formatting import format_date, format_number
from goals.states import Comparator, Kind, Scope, Window

STATUS_OF = {
    Rating.ON_TRACK: Status.ON_TRACK,
    Rating.AT_RISK: Status.AT_RISK,
    Rating.OFF_TRACK: Status.OFF_TRACK,
    Rating.DONE: Status.DONE,
}
WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.DONE)
MONTHS_OF_TRUST = 3
FEW = Decimal("0.25")  # of the windows that are over: at most so many missed are a risk, more are too many
NEAR = Decimal("0.1")  # of the number that should be there
LAST_DAYS = timedelta(days=30)  # before a milestone's day, in which silence is a risk


@dataclass(frozen=True)
class Case:
    aim: Aim
    facts: tuple[Fact, ...]  # of the period, by the day
    period: Period
    today: date  # in the period: after its end the last day
    ratings: tuple[DatedRating, ...]
    aggregation: Aggregation
    is_reported: bool  # the centre has reported in the period: silence is zero

    @property
    def is_limit(self) -> bool:
        """At most so much; exactly so much is judged as at least so much."""
        return self.aim.comparator == Comparator.MAX

    @property
    def term(self) -> Period:
        """The days that the target has: to its deadline where that lies in the period, else to the period's end."""
        deadline = self.aim.deadline
        return replace(self.period, ends=deadline) if deadline and deadline in self.period else self.period

    @property
    def is_over(self) -> bool:
        return self.today >= self.term.ends

    @property
    def is_young(self) -> bool:
        return periods.is_young(self.term, self.today)

    @property
    def is_closing(self) -> bool:
        return periods.is_closing(self.term, self.today)

    @property
    def is_silent(self) -> bool:
        """The term has days of which nobody was asked."""
        return self.term.asked_from is not None and self.term.asked_from > self.term.begins

    @property
    def before(self) -> Decimal:
        """What is known of the days of which nobody was asked."""
        begins = self.term.asked_from or self.term.begins
        return total([fact for fact in self.facts if fact.on < begins], self.aggregation, self.aim.comparator)

    @property
    def in_term(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.on in self.term)

    def counted(self) -> Decimal | None:
        """What is added up; zero when the centre reported nothing of it, None when nothing is known. Where the last
        value counts silence is not zero: a number that nobody read off is unknown."""
        silence_is_zero = self.is_reported and self.aggregation != Aggregation.LAST
        return total(self.facts, self.aggregation, self.aim.comparator) if self.facts or silence_is_zero else None

    def names(
        self, achieved: Decimal | None = None, expected: Decimal | None = None, *, day: date | None = None
    ) -> dict[str, str]:
        """What a sentence may name, in Czech digits and dates."""
        is_share = self.aim.kind == Kind.SHARE
        percent = "\u00a0%" if is_share else ""
        written = {"day": format_date(day or self.today), "due": format_date(self.term.ends)}
        for name, number in (("achieved", achieved), ("aim", self.aim.value), ("expected", expected)):
            if number is not None:
                held = shown(number, self.aim.value, HUNDRED) if is_share else number
                written[name] = format_number(held) + percent
        bounds = {Comparator.MIN: _("nejméně %(number)s"), Comparator.MAX: _("nejvýše %(number)s")}
        bound = bounds.get(self.aim.comparator, "%(number)s")
        return written | {"bound": bound % {"number": written.get("aim", "")}}


def unrated(reason: str, aim: Decimal | None = None) -> Progress:
    """Nothing is known, or it is too early."""
    return Progress(None, aim, None, None, (), Status.UNRATED, reason)


def nothing_known() -> str:
    return _("Zatím není žádný údaj.")


def ratings_until(today: date, ratings: Iterable[DatedRating]) -> tuple[DatedRating, ...]:
    """What was said by `today`: a month that is not over yet may already have had its meeting."""
    return tuple(rating for rating in ratings if _month(rating.on) <= _month(today))


def latest_rating(ratings: Iterable[DatedRating]) -> DatedRating | None:
    """The last one that says something; of two on one day the worse one."""
    telling = [dated for dated in ratings if dated.rating in STATUS_OF]
    return max(telling, key=lambda dated: (dated.on, -WORST_FIRST.index(STATUS_OF[dated.rating])), default=None)


def reason_of(dated: DatedRating, today: date) -> str:
    """After three months the sentence says that nothing newer is known."""
    facts = {"date": format_date(dated.on), "rating": Rating(dated.rating).label}
    if _month(today) - _month(dated.on) > MONTHS_OF_TRUST:
        return _("Naposledy to hodnotila porada k %(date)s: %(rating)s, novější hodnocení není.") % facts
    return _("Porada k %(date)s uvedla: %(rating)s.") % facts


def _month(day: date) -> int:
    return day.year * 12 + day.month


def by_rating(case: Case, achieved: Decimal | None, otherwise: tuple[Status, str]) -> Progress:
    """The target as the last meeting saw it, or `otherwise` where none has said anything."""
    latest = latest_rating(case.ratings)
    state, reason = (STATUS_OF[latest.rating], reason_of(latest, case.today)) if latest else otherwise
    return Progress(achieved, None, None, None, (), state, reason, by_meeting() if latest else "")


def by_meeting() -> str:
    return _("Stojí tak, jak naposledy řekla porada; čísla o tom nerozhodují.")


# What is counted, over the whole term at an even pace or in each window of it: "jednou za čtvrtletí" has four windows,
# and a burst in December is not quarterly; "5× ročně" has one, the year, and is held against its pace.


def judge_count(case: Case) -> Progress:
    """Against the target's number in its term, or window by window; without a number by what meetings say."""
    achieved, value = case.counted(), case.aim.value
    if value is None:
        sentence = nothing_known()
        if achieved is not None:
            sentence = _("Stav k %(day)s je %(achieved)s, kolik má být, cíl neurčuje.") % case.names(achieved)
        return by_rating(case, achieved, (Status.UNRATED, sentence))
    windows: tuple[Slot, ...] = ()
    if case.aim.window or case.aim.kind == Kind.FREQUENCY:  # a frequency without a window is yearly
        windows = slots(case.aim, case.facts, period=case.term, today=case.today, aggregation=case.aggregation)
        if len(windows) > 1 or case.aim.window not in ("", Window.YEAR):  # a single year is no rhythm
            return _in_windows(case, windows)
    if achieved is None:
        return unrated(nothing_known(), value)
    if case.is_limit:
        # What came after the deadline is not limited.
        achieved = total(case.in_term, case.aggregation, case.aim.comparator)
    expected = periods.expected_by(value, case.term, case.today, None if case.is_limit else case.before)
    forecast = periods.forecast_of(achieved, case.term, case.today, case.before)
    decide = _within_limit if case.is_limit else _towards_promise
    state, sentence, rule = decide(case, achieved, value, expected)
    reason = sentence % case.names(achieved, expected)
    if state == Status.UNRATED:
        return replace(by_rating(case, achieved, (state, reason)), aim=value, slots=windows)
    return Progress(achieved, value, expected, forecast, windows, state, reason, rule)


Decided = tuple[Status, str, str]  # the state, the sentence that says why, and the rule in words


def too_young() -> str:
    return _("Dokud neuplyne dvanáctina období, tempo se neposuzuje.")


def _towards_promise(case: Case, achieved: Decimal, value: Decimal, expected: Decimal) -> Decided:
    if achieved >= value:
        rule = _("Splněno je, jakmile součet dosáhne cíle.")
        if total(case.in_term, case.aggregation) >= value:
            return Status.DONE, _("Splněno: stav k %(day)s je %(achieved)s, cíl je %(aim)s."), rule
        late = _("Splněno až po termínu %(due)s: stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
        return Status.DONE, late, rule
    if case.is_over and case.is_silent and achieved >= expected:
        sentence = _(
            "Stav k %(day)s je %(achieved)s, cíl je %(aim)s. Rok se převzal v průběhu, splnění zhodnotí porada."
        )
        return Status.UNRATED, sentence, ""
    if case.is_over:
        rule = _("Po termínu se neplní nic, co cíle nedosáhlo.")
        return Status.OFF_TRACK, _("Termín %(due)s uplynul a stav je %(achieved)s, cíl je %(aim)s."), rule
    if case.is_young:
        sentence = _("Období teprve začalo, stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
        return Status.ON_TRACK, sentence, too_young()
    sentence = _("Stav k %(day)s je %(achieved)s, cíl je %(aim)s, rovnoměrnému postupu odpovídá %(expected)s.")
    state = periods.behind(achieved, expected, closing=case.is_closing)
    rule = periods.pace_rule(case.term, closing=case.is_closing)
    return state, sentence, rule


def _within_limit(case: Case, achieved: Decimal, value: Decimal, expected: Decimal) -> Decided:
    if achieved > value:
        rule = _("Nejvyšší hodnota se nesmí překročit ani jednou.")
        return Status.OFF_TRACK, _("Stav k %(day)s je %(achieved)s a překračuje nejvyšší hodnotu %(aim)s."), rule
    if case.is_over:
        sentence = _("Splněno: do %(due)s je stav %(achieved)s a nepřekročil nejvyšší hodnotu %(aim)s.")
        return Status.DONE, sentence, _("Splněno je, když se nejvyšší hodnota do termínu nepřekročila.")
    if case.is_young:
        sentence = _("Období teprve začalo, stav k %(day)s je %(achieved)s z nejvýše %(aim)s.")
        return Status.ON_TRACK, sentence, too_young()
    sentence = _("Stav k %(day)s je %(achieved)s z nejvýše %(aim)s, rovnoměrnému postupu odpovídá %(expected)s.")
    is_fast = achieved - expected >= 1  # a whole thing more than the even pace is a risk
    rule = _("Ohroženo je, když je toho aspoň o jedno víc, než odpovídá rovnoměrnému postupu.")
    return Status.AT_RISK if is_fast else Status.ON_TRACK, sentence, rule


def _in_windows(case: Case, windows: tuple[Slot, ...]) -> Progress:
    """Achieved are full windows, the aim are the windows in which something is needed, expected are those over."""
    demanded = [slot for slot in windows if slot.needed > 0 or case.is_limit]
    if case.counted() is None:
        return unrated(nothing_known(), Decimal(len(demanded)))
    if not demanded:
        sentence = _("Období je tak krátké, že se v něm nic pravidelného nežádá.")
        if case.is_silent:
            sentence = _("Rok se převzal v průběhu, splnění zhodnotí porada.")
        return replace(by_rating(case, case.counted(), (Status.UNRATED, sentence)), slots=windows)
    over = [slot for slot in demanded if slot.ends <= case.today]
    full = sum(slot.state == SlotState.DONE for slot in demanded)
    missed = sum(slot.state == SlotState.MISSED for slot in demanded)
    forecast = None
    if over and not case.is_young:
        # The windows that are still open will go as those that are over.
        full_over = sum(slot.state == SlotState.DONE for slot in over)
        open_yet = len(demanded) - len(over) - (full - full_over)
        forecast = to_tenths(full + Decimal(open_yet) * full_over / len(over))
    state, sentence, rule = _rhythm(case, demanded=len(demanded), full=full, over=len(over), missed=missed)
    _one, more = periods.GENITIVES[Window(case.aim.window or Window.YEAR)]
    names = case.names() | {"windows": str(more)}
    for name, number in (("full", full), ("demanded", len(demanded)), ("missed", missed)):
        names[name] = format_number(Decimal(number))
    expected = Decimal(len(over))
    return Progress(Decimal(full), Decimal(len(demanded)), expected, forecast, windows, state, sentence % names, rule)


def _rhythm(case: Case, *, demanded: int, full: int, over: int, missed: int) -> Decided:
    if full == demanded:
        sentence = _("Splněno: počet splněných %(windows)s je %(full)s, cíl je %(demanded)s.")
        return Status.DONE, sentence, _("Splněno je, když se to podařilo v každém z nich.")
    if case.is_over:
        sentence = _("Termín %(due)s uplynul a počet splněných %(windows)s je %(full)s, cíl je %(demanded)s.")
        return Status.OFF_TRACK, sentence, _("Po termínu rozhoduje každé z nich: stačí jedno nesplněné.")
    rule = _("Plní se, dokud nic nechybí; ohroženo je při jednom nebo nejvýše čtvrtině z těch, která už uplynula.")
    sentence = _("Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, zmeškáno jich je %(missed)s.")
    if case.is_limit:
        sentence = _(
            "Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, překročeno jich je %(missed)s."
        )
    if missed == 0 and over < demanded:
        return Status.ON_TRACK, sentence, rule
    is_risk = over < demanded and (missed == 1 or missed <= over * FEW)
    return Status.AT_RISK if is_risk else Status.OFF_TRACK, sentence, rule


# What is read off and not added up, a level (2 000 followers) or a share (80 % of clients): the last value counts. A
# level is reached on a day and then done; a share, and a level that must not be passed, hold for the whole term.


def judge_level(case: Case) -> Progress:
    """The last value against the straight way from the first one that is known to the target's number."""
    aim = case.aim.value
    if not case.facts or aim is None:
        return _without_number(case)
    facts = _facts_that_count(case, aim)
    value, read_on = _read(case, facts), last_day(facts)
    baseline = case.aim.baseline
    begun = added_first(facts, case.aim.comparator) if baseline is None else (case.period.begins, baseline)
    climb = Climb(*begun, aim, case.term.ends, case.is_limit)
    expected = climb.expected(case.today) if case.is_over or climb.began < read_on else None
    forecast = to_tenths(value) if case.is_over else climb.forecast(value, read_on, case.term)
    settled = _settled(case, value, aim, must_last=case.is_limit)
    if settled:
        state, sentence, rule = settled
    elif expected is None:  # read once: there is no pace yet
        rule = _("Z jediného údaje se tempo nepozná; v poslední dvanáctině období je to riziko.")
        state = Status.AT_RISK if case.is_closing else Status.UNRATED
        sentence = _("Zatím je jediný údaj, k %(day)s je to %(achieved)s, má být %(bound)s.")
    elif case.is_young:
        state, rule = Status.ON_TRACK, too_young()
        sentence = _("Období teprve začalo, hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
    else:
        state = climb.state(value, expected)
        rule = _("Plní se od 90 % cesty, která má být za námi; ohroženo je od 60 % nebo když do ní chybí desetina.")
        sentence = _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s, rovnoměrnému postupu odpovídá %(expected)s.")
    reason = sentence % case.names(value, expected, day=read_on)
    return Progress(value, aim, expected, forecast, (), state, reason, rule)


def judge_increase(case: Case) -> Progress:
    """Against the number that the baseline comes to: what is read off on the way from the baseline, what adds up as a
    count of the term. A decrease ends at most at its number."""
    aim = number_to_reach(case.aim)
    if aim is None:
        sentence = _("Cíl neříká, z jakého stavu se vychází.")
        return by_rating(case, case.counted(), (Status.UNRATED, sentence))
    comparator = Comparator.MAX if is_decrease(case.aim) else Comparator.MIN
    towards = replace(case, aim=replace(case.aim, value=aim, comparator=comparator, window=""))
    return judge_level(towards) if case.aggregation == Aggregation.LAST else judge_count(towards)


def judge_share(case: Case) -> Progress:
    """A share below its aim that keeps the even pace may be one that grows through the year: at risk, not off track."""
    aim = case.aim.value
    if not case.facts or aim is None:
        return _without_number(case)
    facts = _facts_that_count(case, aim)
    value = _read(case, facts)
    settled = _settled(case, value, aim, must_last=True)
    if settled:
        state, sentence, rule = settled
    else:
        rule = _("Ohroženo je, když do cíle chybí nejvýš desetina nebo když podíl roste aspoň rovnoměrně.")
        grows = not case.is_limit and value >= periods.expected_by(aim, case.term, case.today)
        is_risk = grows or case.is_young or _is_near(value, aim, downwards=case.is_limit)
        state = Status.AT_RISK if is_risk else Status.OFF_TRACK
        sentence = _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
    reason = sentence % case.names(value, day=last_day(facts))
    return Progress(shown(value, aim, HUNDRED), aim, aim, None, (), state, reason, rule)


@dataclass(frozen=True)
class Climb:
    """The way of a level from the first value that is known to its aim, on a straight line; down under a limit."""

    began: date
    start: Decimal
    aim: Decimal
    ends: date
    downwards: bool

    def expected(self, today: date) -> Decimal:
        """By the day; the aim itself where the first value met it, which then only has to be held."""
        days = (self.ends - self.began).days
        if days <= 0 or _is_met(self.start, self.aim, downwards=self.downwards):
            return to_tenths(self.aim)
        gone = min((today - self.began).days, days)
        return to_tenths(self.start + (self.aim - self.start) * gone / days)

    def state(self, value: Decimal, expected: Decimal) -> Status:
        """On track from 0.9 of the way that should be behind, at risk from 0.6 or within a tenth of the number."""
        sign = -1 if self.downwards else 1
        gone, due = (value - self.start) * sign, (expected - self.start) * sign
        if _is_met(value, expected, downwards=self.downwards) or 0 < due * periods.ON_TRACK <= gone:
            return Status.ON_TRACK
        near = _is_near(value, expected, downwards=self.downwards)
        return Status.AT_RISK if near or 0 < due * periods.AT_RISK <= gone else Status.OFF_TRACK

    def forecast(self, value: Decimal, on: date, term: Period) -> Decimal | None:
        """The line through the first and the last value, to the end; None when they lie too close to say anything."""
        span = (on - self.began).days
        if span * periods.TWELFTH < term.days:
            return None
        left = max((self.ends - on).days, 0)
        return to_tenths(max(value + (value - self.start) * left / span, Decimal(0)))


def _without_number(case: Case) -> Progress:
    if not case.facts:
        return unrated(nothing_known(), case.aim.value)
    value = _read(case, case.facts)
    sentence = _("Poslední hodnota k %(day)s je %(achieved)s, kolik má být, cíl neurčuje.")
    otherwise = Status.UNRATED, sentence % case.names(value, day=last_day(case.facts))
    return by_rating(case, shown(value, HUNDRED) if case.aim.kind == Kind.SHARE else value, otherwise)


def _facts_that_count(case: Case, aim: Decimal) -> tuple[Fact, ...]:
    """Up to the deadline; what was reached by then stays reached, and what came later counts where it was not."""
    in_time = case.in_term
    return in_time if in_time and _is_met(_read(case, in_time), aim, downwards=case.is_limit) else case.facts


def _read(case: Case, facts: tuple[Fact, ...]) -> Decimal:
    return mean_of_last(facts) if case.aim.kind == Kind.SHARE else added_last(facts, case.aim.comparator)


def _is_met(value: Decimal, aim: Decimal, *, downwards: bool) -> bool:
    return value <= aim if downwards else value >= aim


def _is_near(value: Decimal, aim: Decimal, *, downwards: bool) -> bool:
    return _is_met(value, aim * (1 + NEAR if downwards else 1 - NEAR), downwards=downwards)


def _settled(case: Case, value: Decimal, aim: Decimal, *, must_last: bool) -> Decided | None:
    """Of a value that meets the aim, and of one that came too late; None while it can still be met."""
    if _is_met(value, aim, downwards=case.is_limit):
        if must_last and not case.is_over:
            rule = _("Hodnota musí vydržet do termínu; do té doby se plní, ale splněná není.")
            return Status.ON_TRACK, _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s."), rule
        rule = _("Splněno je, když poslední hodnota odpovídá cíli.")
        return Status.DONE, _("Splněno: hodnota k %(day)s je %(achieved)s, má být %(bound)s."), rule
    if case.is_over:
        sentence = _("Termín %(due)s uplynul a hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
        return Status.OFF_TRACK, sentence, _("Po termínu rozhoduje poslední hodnota.")
    return None


# What a meeting judges rather than a number: goals evaluated in words, each of a group, milestones.


def judge_narrative(case: Case) -> Progress:
    """Achieved is what the records add up to, where the goal has any; silence adds nothing."""
    achieved = case.counted() if case.facts else None
    return by_rating(case, achieved, (Status.UNRATED, _("Zatím to žádná porada nehodnotila.")))


def judge_each(case: Case) -> Progress:
    """Achieved are the members who have it, of as many as the meeting said last that the group has, or as was said with
    the source of the number; where nobody did, there is no aim. The target's number is for each of them ("každý
    pracovník: 2×") and no sum: two trainings of one worker out of five fulfil nothing. Where no fact names anybody, the
    amounts are added up: so many may have it at most, and only a meeting can say that each of them has."""
    named = [own for thing, own in by_thing(case.facts).items() if thing]
    # Of values that are read off a thing is the centre, and no member of a group.
    is_read_off = case.aggregation == Aggregation.LAST
    if not named or is_read_off:
        achieved = case.counted()
    else:
        enough = case.aim.value or Decimal(0)
        sums = [sum((fact.amount for fact in own), Decimal(0)) for own in named]
        achieved = Decimal(sum(1 for amount in sums if amount > 0 and amount >= enough))
    newest = sorted(case.facts, key=lambda fact: fact.on, reverse=True)
    size = next((fact.whole for fact in newest if fact.whole), case.aim.size)
    if achieved is None:
        return replace(by_rating(case, None, (Status.UNRATED, nothing_known())), aim=size)
    if size is not None and not named and not is_read_off:
        achieved = min(achieved // max(case.aim.value or Decimal(1), Decimal(1)), size)
        if achieved == size:
            sentence = _("Podle záznamů to může mít všech %(size)s z okruhu; jestli opravdu každý, řekne porada.")
            silent = Status.UNRATED, sentence % {"size": format_number(size)}
            return replace(by_rating(case, achieved, silent), aim=size)
    if size is None:
        sentence = _("Stav k %(day)s je %(achieved)s, splnění u každého z okruhu zhodnotí porada.")
        return by_rating(case, achieved, (Status.UNRATED, sentence % case.names(achieved)))
    achieved = min(achieved, size)
    facts = {"done": format_number(achieved), "of": preposition(size), "size": format_number(size)}
    if achieved == size:
        rule = _("Splněno je, až to má každý z okruhu.")
        reason = _("Splněno u každého z okruhu, je jich %(size)s.") % facts
        return Progress(achieved, size, None, None, (), Status.DONE, reason, rule)
    state = Status.OFF_TRACK if case.today >= case.term.ends else Status.ON_TRACK
    reason = _("Splněno je to u %(done)s %(of)s\u00a0%(size)s z okruhu.") % facts
    return replace(by_rating(case, achieved, (state, reason)), aim=size)


def judge_milestone(case: Case) -> Progress:
    """Achieved is 1 or 0, and nothing more is counted. The last meeting may take back what one before called done."""
    reached_on = min((fact.on for fact in case.facts if fact.amount >= 1), default=None)
    if reached_on is not None:
        reason = _("Splněno %(day)s.") % {"day": format_date(reached_on)}
        rule = _("Splněno je ode dne, který je doložený záznamem.")
        return Progress(Decimal(1), None, None, None, (), Status.DONE, reason, rule)
    due = case.aim.deadline or case.period.ends
    day = {"due": format_date(due)}
    latest = latest_rating(case.ratings)
    is_done = latest is not None and STATUS_OF[latest.rating] == Status.DONE
    is_known = bool(case.facts) or case.is_reported or latest is not None
    achieved = Decimal(is_done) if is_known else None
    if case.today >= due and latest is None and case.period.asked_from and due < case.period.asked_from:
        sentence = _("Termín %(due)s byl dřív, než se rok převzal; jestli je splněno, řekne porada.")
        return by_rating(case, achieved, (Status.UNRATED, sentence % day))
    if case.today >= due and not is_done:
        reason = _("Termín %(due)s uplynul a splnění není doloženo.") % day
        rule = _("Po termínu se neplní, co nedoložil záznam ani porada.")
        return Progress(achieved, None, None, None, (), Status.OFF_TRACK, reason, rule)
    silent = Status.UNRATED, _("Zatím to žádná porada nehodnotila, termín je %(due)s.") % day
    if due - case.today <= LAST_DAYS:
        silent = Status.AT_RISK, _("Termín %(due)s se blíží a žádná porada to zatím nehodnotila.") % day
    return by_rating(case, achieved, silent)


JUDGES: dict[Kind, Callable[[Case], Progress]] = {
    Kind.COUNT: judge_count,
    Kind.FREQUENCY: judge_count,
    Kind.LEVEL: judge_level,
    Kind.SHARE: judge_share,
    Kind.INCREASE: judge_increase,
    Kind.EACH: judge_each,
    Kind.MILESTONE: judge_milestone,
    Kind.NARRATIVE: judge_narrative,
}


def judge(case: Case) -> Progress:
    return JUDGES[case.aim.kind](case)


def progress(
    aim: Aim,
    facts: Iterable[Fact],
    *,
    period: Period,
    today: date,
    ratings: Iterable[DatedRating] = (),
    aggregation: Aggregation = Aggregation.SUM,
    known_until: date | None = None,
) -> Progress:
    """How the target stands at the end of the day `today`; after the period it stands as on the period's last day.

    Facts outside the period or after `today` are left out, and a late entry counts on its own day. The centre has
    reported until `known_until`: what it did not name by then is zero; without it, no facts are nothing known.
    `aggregation` says how what is counted makes one number; of a level and a share the last value always counts.
    ValueError for an amount that cannot be: negative, not a number, 10^12 and more, a share over 100.
    """
    facts = checked(facts, aim.kind)
    if today < period.begins:
        # Nothing is known yet but what is to be reached: of a rhythm that is the number of its windows.
        first_day = Case(aim, (), period, period.begins, (), aggregation, is_reported=False)
        sentence = _("Období ještě nezačalo, začíná %(day)s.") % {"day": format_date(period.begins)}
        return unrated(sentence, judge(first_day).aim)
    day = min(today, period.ends)
    known = tuple(fact for fact in facts if fact.on in period and fact.on <= day)
    ratings = tuple(rating for rating in ratings_until(day, ratings) if rating.on >= period.begins)
    is_reported = known_until is not None and known_until >= period.begins
    return judge(Case(aim, known, period, day, ratings, aggregation, is_reported))


def for_each(
    members: Iterable[tuple[str, Progress]], *, scope: Scope, outside: Iterable[str] = (), is_over: bool
) -> Progress:
    """A target that each member of the scope has to have, from how each of them stands: achieved are those that have
    it, the aim are all of them. What one has too much of helps no other."""
    members = tuple(members)
    if not members:
        return unrated(_("Letos není nikdo, koho by se to týkalo."))
    missing = tuple(name for name, one in members if one.state != Status.DONE)
    states = [one.state for _name, one in members]
    done, size = len(members) - len(missing), len(members)
    rule = _("Splněno je, až to má každý; co má jeden navíc, jinému nepomůže.")
    if not missing:
        state = Status.DONE
    elif is_over:
        state = Status.OFF_TRACK
    elif all(one.achieved is None for _name, one in members):
        state = Status.UNRATED
    else:
        rule = _("Neplní se, když je pozadu víc než čtvrtina; ohroženo je, když je pozadu nebo v ohrožení někdo.")
        late = states.count(Status.OFF_TRACK)
        state = Status.OFF_TRACK if late > size * FEW else Status.AT_RISK
        if not {Status.OFF_TRACK, Status.AT_RISK} & set(states):
            state = Status.ON_TRACK
    nouns = {Scope.REGION: _("počet krajů"), Scope.CENTRE: _("počet center")}
    said = {"done": str(done), "size": str(size), "who": nouns[scope], "missing": ", ".join(missing)}
    sentence = _("Splněno mají všichni: %(who)s je %(size)s")
    if missing:
        sentence = _("Splněno: %(who)s je %(done)s, cíl je %(size)s, chybí %(missing)s")
    reason = sentence % said
    if beyond := ", ".join(outside):
        reason += _("; mimo zůstávají kraje jiných provozovatelů: %(beyond)s") % {"beyond": beyond}
    return Progress(Decimal(done), Decimal(size), None, None, (), state, f"{reason}.", rule, missing)


def counted_for_each(amount: Decimal | None, size: int, *, is_over: bool) -> Progress:
    """The same where the meeting says only how many have it, and nobody knows which."""
    if amount is None:
        return unrated(nothing_known(), Decimal(size))
    done = min(amount, Decimal(size))
    state = Status.DONE if done == size else Status.OFF_TRACK if is_over else Status.ON_TRACK
    facts = {"done": format_number(done), "size": str(size)}
    reason = _("Podle poslední porady to má %(done)s, cíl je %(size)s.") % facts
    rule = _("Splněno je, až to má každý; kdo ještě ne, porada neříká.")
    return Progress(done, Decimal(size), None, None, (), state, reason, rule)


@dataclass(frozen=True)
class Judgement:
    """How a goal stands: its state, the sentence that says why, and the rule by which it was reached."""

    state: Status
    reason: str
    rule: str = ""

    def __iter__(self) -> Iterator[Status | str]:
        return iter((self.state, self.reason))


def of_goal(targets: Iterable[Progress], *, ratings: Iterable[DatedRating], today: date) -> Judgement:
    """The state of a goal with several targets, the sentence that says why and the rule: the worst of those that are
    rated; done only when every one is; with none rated, what was last said."""
    targets = tuple(targets)
    rated = [target for target in targets if target.state != Status.UNRATED]
    if not rated:
        latest = latest_rating(ratings_until(today, ratings))
        if latest is not None:
            return Judgement(STATUS_OF[latest.rating], reason_of(latest, today), by_meeting())
        return Judgement(Status.UNRATED, targets[0].reason if targets else nothing_known())
    worst = min(rated, key=lambda target: WORST_FIRST.index(target.state))
    whole = _("Cíl stojí tak jako jeho nejhorší hodnota.") if len(targets) > 1 else ""
    if worst.state == Status.DONE and len(rated) < len(targets):
        waiting = next(target for target in targets if target.state == Status.UNRATED)
        rule = _("Splněný je cíl, až jsou splněné všechny jeho hodnoty.")
        return Judgement(Status.ON_TRACK, waiting.reason, rule)
    return Judgement(worst.state, worst.reason, " ".join(filter(None, [whole, worst.rule])))


def beside_last_year(now: Progress, last: Progress, aim: Aim) -> str:
    """Which way it goes against the same day of last year; nothing where one of the two is not known."""
    if now.achieved is None or last.achieved is None or aim.kind in {Kind.MILESTONE, Kind.NARRATIVE}:
        return ""
    percent = "\u00a0%" if aim.kind == Kind.SHARE else ""
    said = {"now": format_number(now.achieved) + percent, "last": format_number(last.achieved) + percent}
    if now.achieved == last.achieved:
        return _("Loni ke stejnému dni stejně: %(last)s.") % said
    is_limit = aim.comparator == Comparator.MAX or is_decrease(aim)
    is_better = (now.achieved < last.achieved) if is_limit else (now.achieved > last.achieved)
    if is_better:
        return _("Proti loňsku lépe: ke stejnému dni %(last)s, letos %(now)s.") % said
    return _("Proti loňsku hůř: ke stejnému dni %(last)s, letos %(now)s.") % said
