"""Whatever a document says comes out somewhere: in a goal, beside it, in a section, in what is remarked or asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.importing import ImportProblem, lines_of, parse
from tests.goals.short_documents import known_centres

CENTRES = known_centres()
# Lines as people write them, each with room for a name by which it is known again.
LINES = """
- Otevřít kurz pro {}.
- otevřít {}
• Uspořádat besedu: {}
1. Oslovit {} a dvě firmy
2) Vydat leták {}
- 1. Oslovit {}
a) {}
o {}
[ ] Navštívit {}
Uspořádat setkání se skupinou {}.
Rozvoj: {}
{}
{}:
{},
v obci {}.
Leták bude pro {}.
Termín: 30. 6. ({})
Termín: {}
Zodpovídá: {}
zodp. {}
Indikátor: {}
Poznámka: {}
Vedoucí: {}, tel. 777 123 456
I. {}, vedoucí
Hodnocení: {}
CPIC {}
CPIC Zlín ({})
Zlín – vedoucí {}
CPIC Zlín: Otevřít klub {}
Zlín: {}
{} nad Nisou
# {}
**{}**
| {} | Otevřít kurz |
| Cíl | {} |
| Otevřít kurz | 30. 6. | {} |
CPIC Zlín;{};30. 6.
Cíl č. 3: {}
Celkem: {}
viz {}
Schválila: {}
V obci {} dne 3. 1. 2026
- Otevřít klub; do 31. 8.; zodp. {}
- Otevřít klub (odpovídá {})
- T: 30. 6., Z: {}
* {}
Klub* v obci {}
Operační cíle {}
{} ........ 3
""".strip().splitlines()
NAMES = ("Aldrov", "Bečkov", "Cerhov", "Dolanov", "Erbenov", "Fulnekov", "Grygov", "Hulínov", "Ivančov", "Jesenov")
WRITTEN = st.tuples(st.sampled_from(("", "  ", "    ")), st.sampled_from(LINES), st.sampled_from(("", "\n", "\n\n")))


@given(st.lists(WRITTEN, min_size=1, max_size=len(NAMES)))
def test_nothing_that_is_written_vanishes_without_a_word(written):
    text = "Operační cíle 2026\n\nCPIC Benešov\n- Otevřít klub.\n"
    for name, (indent, line, gap) in zip(NAMES, written, strict=False):
        text += f"{indent}{line.format(name)}\n{gap}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("goals.importing.findings.LONGEST_QUOTE", len(text))
        try:
            document = parse(lines_of(text.encode(), ".md"), year=2026, centres=CENTRES)
        except ImportProblem:
            return
    said = [document.title, *(f"{section.title} {section.text}" for section in document.sections)]
    said += [finding.message for finding in (*document.problems, *document.questions)]
    for centre in document.centres:
        said += [centre.name, *(f"{goal.text} {goal.responsible} {goal.measure}" for goal in centre.goals)]
    out = " ".join(said).lower()

    assert [name for name in NAMES[: len(written)] if name.lower() not in out] == []
