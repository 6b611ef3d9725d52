"""What strikes the eye in a goal: remarks on its wording, and on personal data in all its texts."""

from goals.checking import check_wording, find_personal_data


def remarks_on(goal):
    """Remarks on a goal that comes with its targets; none of them stops anything."""
    return remarks(goal, list(goal.targets.all()), year=goal.document.year)


def remarks(texts, targets, *, year):
    """The same of anything that has the texts of a goal, such as what somebody is just writing."""
    private = " \n".join([texts.responsible, texts.evidence, texts.reason])
    if not texts.text.strip():
        return ()
    found = check_wording(texts.text, targets, year=year or 2000)
    return (*found, *find_personal_data(texts.text), *find_personal_data(private))
