"""What is a typo, and what is more; mended by the department head alone, seen in the next edition."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from centres.models import Role
from goals.mending import mend
from goals.models import Goal
from goals.public.publishing import publish
from goals.reading import mended_words, read_targets, typo_problem
from goals.workflow import EditConflict, Refused
from tests.factories import department_head, events_about, make_document, make_edition, make_goal, make_user
from tests.goals.reading_cast import INVENTED
from tests.world import browser, page

LINES = INVENTED.read_text(encoding="utf-8").splitlines()
WORDINGS = [line.partition(" :: ")[2] for line in LINES if " :: " in line]
SENTENCE = "Uspořádat 12 kurzů pro rodiče a zajstit dvě besedy do června ve spolupráci se školou."


@pytest.mark.parametrize(
    ("old", "new"),
    [("zajstit", "zajistit"), ("spolupráci", "spolupráce"), ("rodiče", "Rodiče"), ("školou", "skolou")],
)
def test_letters_of_a_word_are_a_typo(old, new):
    after = SENTENCE.replace(old, new)

    assert typo_problem(SENTENCE, after, year=2026) == ""
    assert mended_words(SENTENCE, after) == ((old, new),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12", "13"),
        ("dvě", "tři"),
        ("dvě", "dva"),
        ("června", "července"),
        ("do června", "od června"),
        ("zajstit", "nezajstit"),
        ("rodiče", "školáky"),
        ("rodiče", "rodiče,"),
        ("rodiče a", "rodiče"),
        ("besedy", "besídky"),
        ("Uspořádat", "Neuspořádat"),
    ],
)
def test_more_than_letters_is_refused(old, new):
    assert typo_problem(SENTENCE, SENTENCE.replace(old, new), year=2026)


def test_words_of_a_unit_stay():
    after = SENTENCE.replace("školou", "školkou")

    assert typo_problem(SENTENCE, after, year=2026) == ""
    assert "jednotku" in typo_problem(SENTENCE, after, units=["setkání se školou"], year=2026)


@given(st.data())
def test_whatever_passes_keeps_all_digits_and_what_is_promised(data):
    before = data.draw(st.sampled_from(WORDINGS))
    at = data.draw(st.integers(0, len(before) - 1))
    typed, gone = data.draw(st.text("abcčeěinou0 .5-", max_size=2)), data.draw(st.integers(0, 2))
    after = before[:at] + typed + before[at + gone :]
    assume(after != before and not typo_problem(before, after, year=2026))

    assert [sign for sign in before if not sign.isalpha()] == [sign for sign in after if not sign.isalpha()]
    first, second = (
        [(one.kind, one.value, one.unit, one.window, one.deadline) for one in read_targets(text, year=2026)]
        for text in (before, after)
    )
    assert first == second


@pytest.mark.django_db
class TestMending:
    @pytest.fixture
    def goal(self):
        document = make_document(2026)
        goal = make_goal(document, text="Zajstit 12 kurzů v knihovně.", evidence="Prezenční lisitna.")
        make_edition(document, goal)
        return Goal.objects.select_related("centre", "document").get(pk=goal.pk)

    def texts(self, goal, **changes):
        return {"text": goal.text, "responsible": goal.responsible, "evidence": goal.evidence, **changes}

    def test_holds_at_once_and_the_next_edition_shows_it(self, client, goal):
        above = department_head()
        texts = self.texts(goal, text="Zajistit 12 kurzů v knihovně.", evidence="Prezenční listina.")

        first, second = (mend(goal, texts, by=above) for _ in range(2))

        assert first == second == Goal.objects.approved().get(amends=goal)
        event = events_about(first).get()
        assert (event.name, event.by) == ("mend", above)
        assert event.comment == "„Zajstit“ → „Zajistit“, „lisitna“ → „listina“"
        publish(goal.document, by=above)
        shown = page(client.get("/cile/2026/vydani/2/"))
        assert "Oprava překlepu: „Zajstit“ → „Zajistit“, „lisitna“ → „listina“." in shown

    def test_another_number_is_refused_and_nothing_changes(self, goal):
        with pytest.raises(Refused, match="Opravit jdou jen písmena"):
            mend(goal, self.texts(goal, text="Zajistit 13 kurzů v knihovně."), by=department_head())
        assert Goal.objects.filter(amends=goal).count() == 0

    def test_somebody_was_faster(self, goal):
        texts = self.texts(goal, text="Zajistit 12 kurzů v knihovně.")
        mend(goal, texts, by=department_head())

        with pytest.raises(EditConflict):
            mend(goal, texts, by=department_head())

    def test_page_says_at_the_field_what_is_more_than_a_typo(self, goal):
        above = browser(department_head())
        address = f"/prace/cil/{goal.pk}/preklep/"

        refused = above.post(address, self.texts(goal, text="Zajistit 13 kurzů.", version=goal.version))
        saved = above.post(address, self.texts(goal, text="Zajistit 12 kurzů v knihovně.", version=goal.version))

        assert (refused.status_code, "text" in refused.context["form"].errors) == (422, True)
        assert saved["Location"] == f"/prace/cil/{Goal.objects.approved().get(amends=goal).pk}/"

    def test_head_of_the_centre_is_told_who_may(self, goal):
        head = browser(make_user(Role.HEAD, centre=goal.centre))

        assert head.get(f"/prace/cil/{goal.pk}/preklep/").status_code == 403
