"""Which records count in which target: chosen by people, proposed by last year and by words, saved all together."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centres.access import MissingRight
from centres.models import Role
from evaluations.models import Closing, Indicator, TargetSource
from evaluations.records.sources import (
    SourceChoice,
    fingerprint,
    load_indicators,
    proposals,
    set_source,
    set_sources,
    sources_of,
)
from evaluations.standings import standings
from evaluations.states import ClosingState
from goals.models import Goal
from goals.states import Kind, Level
from goals.workflow import EditConflict, Refused, perform
from tests.evaluations.records_cast import NOW, YEAR
from tests.factories import (
    approve,
    department_head,
    events_about,
    make_amendment,
    make_centre,
    make_document,
    make_goal,
    make_indicator,
    make_network_goal,
    make_published_goal,
    make_record,
    make_user,
)
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db

COUNT = {"kind": Kind.COUNT, "value": 4, "unit": "firmám"}


@pytest.fixture(scope="module")
def built_year(built_year):
    """With a second goal and what could feed it."""
    year = built_year
    year.firms = make_indicator("firmy", name="Schůzky s firmami", stems="firm", position=3)
    year.other = make_published_goal(year.plan.document, centre=year.centre, text="Obejít 4 firmy.", targets=[COUNT])
    return year


@pytest.fixture
def target(year):
    return year.other.targets.get()


def events(year):
    return list(events_about(year.other).filter(name="feed").values_list("comment", flat=True))


def fresh(goal):
    return Goal.objects.with_content().select_related("document", "centre", "amends").get(pk=goal.pk)


class TestChoosing:
    def test_choice_is_told_in_the_history_of_the_goal(self, year, target):
        set_source(target, year.firms, "bydlení", by=year.head)

        assert events(year) == ["1: Schůzky s firmami – bydlení"]

    def test_same_choice_twice_is_one(self, year, target):
        for _ in range(2):
            set_source(target, year.firms, by=year.head)

        assert len(events(year)) == 1

    def test_target_can_be_typed_again(self, year, target):
        set_source(target, year.firms, by=year.head)

        set_source(target, None, by=year.head)

        assert TargetSource.objects.filter(target=target).count() == 0
        assert events(year) == ["1: Schůzky s firmami", "1: píše se na poradě"]

    def test_several_are_chosen_all_or_none(self, year, target):
        narrative = make_published_goal(year.plan.document, centre=year.centre, targets=[{"kind": Kind.NARRATIVE}])

        with pytest.raises(Refused):
            set_sources(
                [SourceChoice(target, year.firms), SourceChoice(narrative.targets.get(), year.firms)], by=year.head
            )

        assert TargetSource.objects.filter(target=target).count() == 0

    @pytest.mark.parametrize(("unit", "kind"), [("%", Kind.COUNT), ("schůzek", Kind.SHARE)])
    def test_share_is_fed_by_per_cent_only(self, year, unit, kind):
        goal = make_published_goal(year.plan.document, centre=year.centre, targets=[{"kind": kind, "value": 80}])

        with pytest.raises(Refused, match="Podíl v procentech"):
            set_source(goal.targets.get(), make_indicator("podil", unit=unit), by=year.head)

    def test_draft_takes_no_feed(self, year):
        with pytest.raises(Refused, match="až u schváleného cíle"):
            set_source(make_goal(year.plan.document, centre=year.centre).targets.get(), year.firms, by=year.head)

    @pytest.mark.parametrize("role", [Role.STAFF, Role.DEPARTMENT_HEAD, Role.DIRECTOR])
    def test_who_may_not_is_refused(self, year, target, role):
        centre = year.centre if role == Role.STAFF else None

        with pytest.raises(MissingRight):
            set_source(target, year.firms, by=make_user(role, centre=centre))

    def test_goal_of_the_network_is_of_the_department_head(self, year):
        goal = make_network_goal(level=Level.LONG_TERM)
        goal.targets.create(position=1, **COUNT)
        target = approve(goal).targets.get()

        assert set_source(target, year.firms, by=year.above).indicator == year.firms
        with pytest.raises(MissingRight):
            set_source(target, None, by=year.head)

    def test_what_somebody_else_chose_meanwhile_is_not_overwritten(self, year, target):
        set_source(target, year.courses, by=year.head)

        with pytest.raises(EditConflict, match="Ukazatel mezitím určil") as overtaken:
            set_sources([SourceChoice(target, year.firms, expected="")], by=year.head)

        assert overtaken.value.current[target.pk].indicator == year.courses

    def test_what_was_left_as_it_was_seen_stays_as_it_is(self, year, target):
        set_source(target, year.courses, by=year.head)

        set_sources([SourceChoice(target, None, expected="")], by=year.head)

        assert sources_of([year.other])[target.pk].indicator == year.courses


class TestAmendedGoal:
    @pytest.fixture
    def amended(self, year, target):
        set_source(target, year.firms, by=year.head)
        change = make_amendment(year.other)
        return fresh(perform(perform(change, "submit", by=year.head), "approve", by=department_head()))

    def test_feed_goes_on(self, year, amended):
        assert sources_of([amended])[amended.targets.get().pk].indicator == year.firms

    def test_other_feed_takes_its_place(self, year, amended):
        set_source(amended.targets.get(), year.courses, by=year.head)

        assert sources_of([amended])[amended.targets.get().pk].indicator == year.courses

    def test_feed_can_be_ended(self, year, amended):
        set_source(amended.targets.get(), None, by=year.head)

        make_record(year.centre, on=date(2026, 9, 1), indicator=year.firms, by=year.staff)
        (standing,) = standings([amended], year=YEAR, today=date(2026, 9, 20))
        assert (standing.targets[0].source, standing.targets[0].progress.achieved) == (None, None)


class TestProposing:
    def proposed(self, year, goal):
        found = proposals([fresh(goal)], sources_of([goal]), list(Indicator.objects.active()))
        return found.get(goal.targets.get().pk)

    def test_words_of_the_target_name_the_indicator(self, year):
        proposal = self.proposed(year, year.other)

        assert (proposal.indicator, proposal.is_of_last_year) == (year.firms, False)

    def test_last_year_knows_better(self, year):
        last = make_published_goal(make_document(YEAR - 1), centre=year.centre, targets=[COUNT])
        set_source(last.targets.get(), year.clients, "noví", by=year.head)
        goal = make_published_goal(year.plan.document, centre=year.centre, targets=[COUNT], continues=last)

        proposal = self.proposed(year, goal)

        assert (proposal.indicator, proposal.topic, proposal.is_of_last_year) == (year.clients, "noví", True)

    def test_decision_that_nothing_feeds_it_ends_the_proposals(self, year, target):
        set_source(target, None, by=year.head)

        assert self.proposed(year, year.other) is None
        assert events(year) == ["1: píše se na poradě"]

    def test_nothing_is_proposed_in_place_of_a_feed(self, year):
        assert self.proposed(year, year.goal) is None

    def test_retired_indicator_is_not_proposed(self, year):
        Indicator.objects.filter(pk=year.firms.pk).update(is_active=False)

        assert self.proposed(year, year.other) is None


class TestPage:
    URL = f"/prace/{YEAR}/liberec/ukazatele/"

    def test_proposal_is_marked_and_counts_nothing(self, year):
        shown = browser(year.head).get(self.URL)

        assert "Návrh podle znění; platí, až ho uložíte." in page(shown)
        assert TargetSource.objects.count() == 1

    def test_one_save_takes_all_proposals(self, year, target):
        head = browser(year.head)

        answer = head.post(self.URL, fields(head.get(self.URL)), follow=True)

        assert "Ukazatele jsou uložené." in page(answer)
        assert "Návrh podle znění" not in page(answer)
        assert sources_of([year.other])[target.pk].indicator == year.firms

    def test_page_says_what_counts_so_far(self, year):
        for day in (1, 2, 3):
            make_record(year.centre, on=date(2026, 9, day), indicator=year.courses, by=year.staff)

        shown = page(browser(year.head).get(self.URL))

        assert "3 záznamy" in shown
        assert "3 z 12" in shown

    def test_conflict_says_what_was_chosen_and_keeps_the_choice(self, year, target):
        head = browser(year.head)
        sent = fields(head.get(self.URL))
        set_source(target, year.clients, by=make_user(Role.HEAD, centre=year.centre))

        answer = head.post(self.URL, sent)

        assert answer.status_code == 409
        assert "Mezitím tu někdo určil: Noví klienti." in page(answer)
        assert fields(answer)[f"hodnota-{target.pk}-indicator"] == str(year.firms.pk)
        assert head.post(self.URL, fields(answer)).status_code == 302
        assert sources_of([year.other])[target.pk].indicator == year.firms

    def test_topic_typed_while_the_year_was_locked_is_shown(self, year, target):
        head = browser(year.head)
        sent = fields(head.get(self.URL)) | {f"hodnota-{target.pk}-topic": "bydlení"}
        Closing.objects.create(plan=year.plan, state=ClosingState.SENT, sent_at=NOW)

        answer = head.post(self.URL, sent)

        assert answer.status_code == 409
        assert "<select" not in page(answer)
        assert '<blockquote class="typed">bydlení</blockquote>' in page(answer)

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("indicator", "0", "Vyberte platnou možnost"),
            ("topic", "x" * 101, "Text má 101 znaků"),
            ("expected", "nic", "Stránka se nenačetla celá."),
        ],
    )
    def test_wrong_form_comes_back(self, year, target, name, value, sentence):
        head = browser(year.head)
        sent = fields(head.get(self.URL)) | {f"hodnota-{target.pk}-{name}": value}

        answer = head.post(self.URL, sent)

        assert answer.status_code == 422
        assert sentence in page(answer)
        assert TargetSource.objects.count() == 1

    def test_target_that_was_not_on_the_page_is_left_alone(self, year, target):
        set_source(target, year.clients, by=year.head)

        browser(year.head).post(self.URL, {})

        assert sources_of([year.other])[target.pk].indicator == year.clients

    @pytest.mark.parametrize("who", ["staff", "above"])
    def test_others_read_only(self, year, who):
        person = browser(getattr(year, who))

        shown = page(person.get(self.URL))

        assert "Tady se jen čte. Ukazatele určuje: " in shown
        assert "<select" not in shown
        assert person.post(self.URL, {}).status_code == 403

    def test_size_of_the_group_is_offered_by_the_wording_and_shown_beside_the_number(self, year, target):
        each = {"kind": Kind.EACH, "value": 1, "unit": "tlumočník"}
        words = "Každý ze dvou tlumočníků absolvuje školení."
        goal = make_published_goal(year.plan.document, centre=year.centre, text=words, targets=[each])
        head, name = browser(year.head), f"hodnota-{goal.targets.get().pk}"
        typed = fields(head.get(self.URL))
        assert (typed[f"{name}-size"], f"hodnota-{target.pk}-size" in typed) == ("2", False)

        refused = head.post(self.URL, typed | {f"{name}-indicator": year.firms.pk, f"{name}-size": "0"})
        head.post(self.URL, typed | {f"{name}-indicator": year.firms.pk})

        assert "Zadejte celé číslo od 1 do 100 000." in page(refused).replace("\u00a0", " ")
        source = sources_of([fresh(goal)])[goal.targets.get().pk]
        assert (source.size, str(source)) == (2, "Schůzky s firmami, je jich 2")
        make_record(year.centre, on=date(2026, 9, 1), indicator=year.firms, by=year.staff)
        assert "1 ze 2" in page(head.get(self.URL)).replace("\u00a0", " ")
        with pytest.raises(Refused, match="jen u hodnoty, kterou má splnit každý"):
            set_sources([SourceChoice(target, year.firms, size=2)], by=year.head)

    def test_other_centre_finds_nothing(self, year):
        assert browser(make_user(Role.HEAD, centre=make_centre())).get(self.URL).status_code == 404

    def test_goals_of_the_network(self, year):
        goal = make_network_goal(level=Level.LONG_TERM, text="Oslovit firmy v celé zemi.")
        goal.targets.create(position=1, **COUNT)
        approve(goal)
        above = browser(year.above)
        url = reverse("commitment-feeds")

        above.post(url, fields(above.get(url)))

        assert TargetSource.objects.get(target__goal=goal).indicator == year.firms
        assert "Schůzky s firmami" in page(browser(year.staff).get(url))

    @pytest.mark.engine
    def test_many_goals_ask_no_more_than_few(self, year):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                assert head.get(self.URL).status_code == 200
            return len(queries)

        head = browser(year.head)
        head.get(self.URL)
        few = asked()
        for _ in range(6):
            make_published_goal(year.plan.document, centre=year.centre, targets=[COUNT, COUNT])

        assert asked() == few


def test_mark_tells_topics_apart(year, target):
    marks = {fingerprint(set_source(target, year.firms, topic, by=year.head)) for topic in ("", "a", "b")}

    assert len(marks) == 3


@pytest.mark.django_db
def test_indicator_that_the_administrator_made_already_is_left_as_it_is(settings):
    folder = settings.BASE_DIR / "fixtures"
    new = load_indicators(folder)
    first = Indicator.objects.order_by("position").first()
    Indicator.objects.filter(pk=first.pk).update(slug="po-svem")

    assert (new > 1, load_indicators(folder)) == (True, 0)
