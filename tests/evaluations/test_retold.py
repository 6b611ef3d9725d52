"""Sentences that the product froze in Czech, said again in the language of the page."""

import ast

import pytest
from django.conf import settings
from django.utils import translation

from centres.languages import BEGIN, END
from evaluations.progress.sentences import BOUNDS, SENTENCES, WHO, retold

DAY = "31.\xa012.\xa02025"


@pytest.mark.parametrize(
    ("czech", "code", "said"),
    [
        (f"Porada k {DAY} uvedla: plní se.", "en", "The meeting as of 31\xa0December\xa02025 said: on track."),
        (f"Porada k {DAY} uvedla: ohroženo.", "uk", "Нарада станом на 31.12.2025 зазначила: під загрозою."),
        (
            f"Stav k {DAY} je 1\xa0500,5, cíl je 2\xa0000, rovnoměrnému postupu odpovídá 1\xa0800.",
            "vi",
            "Tính đến 31/12/2025, kết quả là 1.500,5, mục tiêu là 2.000; theo tiến độ đều thì là 1.800.",
        ),
        (
            f"Hodnota k {DAY} je 75\xa0%, má být nejméně 80\xa0%. Do termínu {DAY} splněno nebylo.",
            "ru",
            "По состоянию на 31.12.2025 значение равно 75\xa0%, должно быть не менее 80\xa0%. К сроку 31.12.2025 не "
            "выполнено.",
        ),
        (
            f"Počet splněných čtvrtletí k {DAY} je 3, cíl je 4, zmeškáno jich je 1.",
            "uk",
            "Станом на 31.12.2025 виконано кварталів: 3, ціль: 4, пропущено: 1.",
        ),
        (
            "Splněno: počet krajů je 8, cíl je 10, chybí Kraj Vysočina; mimo zůstávají kraje jiných provozovatelů: "
            f"Praha. Cíl skončil {DAY}.",
            "en",
            f"Achieved: the number of regions is 8, the goal is 10, missing: {BEGIN}Kraj Vysočina{END}; not counted "
            f"are the regions of other operators: {BEGIN}Praha{END}. The goal ended on 31\xa0December\xa02025.",
        ),
        ("Porada řekla, že se to plní.", "en", f"{BEGIN}Porada řekla, že se to plní.{END}"),
        (f"Porada k {DAY} uvedla: plní se. A ještě něco.", "en", None),
        ("Zatím není žádný údaj.", "cs", "Zatím není žádný údaj."),
    ],
)
def test_what_is_ours_is_said_anew_and_the_rest_stays_czech(czech, code, said):
    with translation.override(code):
        assert retold(czech) == (f"{BEGIN}{czech}{END}" if said is None else said)


def test_every_sentence_with_facts_that_is_frozen_is_known():
    """Those that compare with last year are not frozen, nor is the rule behind a state."""
    source = (settings.BASE_DIR / "evaluations/progress/judging.py").read_text("utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if getattr(getattr(node, "func", None), "id", "") == "_"]
    said = {ast.literal_eval(call.args[0]) for call in calls if isinstance(call.args[0], ast.Constant)}
    frozen = {text for text in said if "%(" in text and not text.startswith(("Loni", "Proti loňsku"))}

    assert len(frozen) > 30
    assert frozen | set(WHO) <= {*SENTENCES, *BOUNDS.values(), *WHO}
