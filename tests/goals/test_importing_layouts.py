"""Tables without lines, printed in ways that nobody chose: each is read right, asked about, or refused."""

import random

import pytest

from goals.importing import ImportProblem, lines_of, parse
from tests.goals.import_corpus import printed
from tests.goals.short_documents import known_centres

GOALS = [
    "Uspořádat nejméně 12 kurzů češtiny pro začátečníky.",
    "Oslovit 20 zaměstnavatelů v okrese.",
    "Setkat se se zástupci škol dvakrát ročně a zápis poslat všem účastníkům.",
    "Rozšířit nabídku poradenství pro klienty z okrajových částí regionu prostřednictvím terénní práce a letáků.",
    "Zajistit tlumočení pro rodiče při zápisu dětí do prvních tříd.",
    "Otevřít klub pro ženy, vždy ve středu od 16 hodin.",
    "Připravit metodiku pro nové kolegyně.",
    "Besedy pro veřejnost, alespoň 4",
    "Spolupráce s městskou policií a s Úřadem práce",
    "Obsazení místa sociálního pracovníka",
]
DAYS = {
    "30. 6. 2026": "2026-06-30",
    "do 30. 9. 2026": "2026-09-30",
    "15. dubna 2026": "2026-04-15",
    "VI/2026": "2026-06-30",
}
PEOPLE = ["Jana Malá", "Mgr. Eva Nováková Dlouhá", "vedoucí centra", "Novák"]
HEADS = {"goal": "Cíl", "day": "Termín", "person": "Odpovídá"}
CENTRES = known_centres()
DOCUMENTS = 40


def composed(draw):
    """A document, the goals of its centres, and what stands beside each."""
    size = draw.choice([9, 10, 11, 12, 13])
    numbered, blank = draw.random() < 0.6, draw.choice([0, 0, 0.15])
    order = draw.choice(
        ["goal day person", "goal day person", "goal person day", "day goal person", "goal day"]
    ).split()
    widths = {"goal": "auto", "day": f"{draw.choice([15, 18, 22])}%", "person": f"{draw.choice([18, 22, 28])}%"}
    style = (
        f"@page {{ size: {draw.choice(['A4', 'A4 landscape', 'Letter'])}; "
        f"margin: {draw.choice(['15mm', '2cm', '3cm'])};"
        f" {draw.choice(['', '@bottom-center { content: counter(page) }'])} }}"
        f"body {{ font: {size}pt/{draw.choice([1.1, 1.2, 1.35, 1.5])} {draw.choice(['serif', 'sans-serif'])} }}"
        f"table {{ width: 100%; border-collapse: collapse }} th {{ text-align: {draw.choice(['left', 'center'])} }}"
        f"td {{ padding: {draw.choice([2, 4])}pt; vertical-align: {draw.choice(['top', 'middle'])} }}"
    )
    heads = "".join(f'<th style="width: {widths[column]}">{HEADS[column]}</th>' for column in order)
    body, goals, beside = "<h1>Operační cíle 2026</h1>", {}, {}
    for centre in draw.sample(CENTRES, draw.randint(2, 4)):
        rows = ""
        goals[centre.slug] = draw.sample(GOALS, draw.randint(2, 6))
        for number, goal in enumerate(goals[centre.slug], 1):
            cells = {
                "goal": goal,
                "day": "" if draw.random() < blank else draw.choice(list(DAYS)),
                "person": "" if draw.random() < blank else draw.choice(PEOPLE),
            }
            told = {column: text for column, text in cells.items() if column in order}
            beside[centre.slug, goal] = (DAYS.get(told["day"], "None"), told.get("person", ""))
            first = f"<td>{number}.</td>" if numbered else ""
            rows += f"<tr>{first}{''.join(f'<td>{told[column]}</td>' for column in order)}</tr>"
        first = '<th style="width: 7%">Č.</th>' if numbered else ""
        body += f"<h2>{centre.name}</h2><table><tr>{first}{heads}</tr>{rows}</table>"
    return printed(body, style), goals, beside


@pytest.fixture(scope="module")
def outcomes():
    draw = random.Random(2026)  # noqa: S311 - the same layouts in each run
    found = []
    for _turn in range(DOCUMENTS):
        data, goals, beside = composed(draw)
        try:
            document = parse(lines_of(data, ".pdf"), year=2026, centres=CENTRES)
        except ImportProblem as problem:
            found.append(("refused", str(problem), ""))
            continue
        if document.questions or any(problem.is_error for problem in document.problems):
            found.append(("asked", "", ""))
            continue
        read = {centre.slug: [goal.text for goal in centre.goals] for centre in document.centres}
        told = {
            (centre.slug, goal.text): (str(goal.deadline), goal.responsible)
            for centre in document.centres
            for goal in centre.goals
        }
        found.append(("right" if (read, told) == (goals, beside) else "wrong", (read, told), (goals, beside)))
    return found


def test_no_table_is_read_wrong_without_a_word(outcomes):
    assert [(read, meant) for outcome, read, meant in outcomes if outcome == "wrong"] == []


def test_most_tables_are_read_and_others_refused_for_what_they_are(outcomes):
    assert sum(outcome == "right" for outcome, *_rest in outcomes) > 0.6 * DOCUMENTS
    assert {message for outcome, message, _meant in outcomes if outcome == "refused"} <= {
        "Tabulka v PDF nemá čáry a z rozmístění jejích buněk nejde poznat, které patří k sobě. "
        "Použijte původní dokument Wordu."
    }
