"""The day that a line or a column of deadlines means."""

import re
from calendar import monthrange
from datetime import date

from goals.formatting import fold
from goals.reading import read_targets

MONTH = re.compile(r"(?:do )?(?:konce )?(?P<month>\d{1,2}|[ivx]{1,4}|[a-z]{4,9})(?: ?/ ?|\. | )?(?P<year>20\d\d)?")
ROMAN = {
    numeral: number
    for number, numeral in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
MONTHS = [
    "leden",
    "unor",
    "brezen",
    "duben",
    "kveten",
    "cerven",
    "cervenec",
    "srpen",
    "zari",
    "rijen",
    "listopad",
    "prosinec",
]
ANY_TIME = re.compile(r"prubezn|celorocn|po cely rok|trval|pravideln|dle potreb|opakovan|mesicn|ctvrtletn|rocn")


def read_deadline(text: str, year: int) -> date | None:
    """The last day meant, where the text says one."""
    folded = fold(text).strip(" .")
    found = MONTH.fullmatch(folded)
    if found and (found["year"] or not found["month"].isdigit()):
        name = found["month"]
        number = ROMAN.get(name) or (int(name) if name.isdigit() else MONTHS.index(name) + 1 if name in MONTHS else 0)
        if 1 <= number <= 12:
            of_year = int(found["year"] or year)
            return date(of_year, number, monthrange(of_year, number)[1])
    targets = read_targets(
        f"Splnit do {re.sub(r'^(?:nejpozději )?do ', '', text.strip(), flags=re.IGNORECASE)}", year=year
    )
    return next((target.deadline for target in targets if target.deadline), None)


def is_any_time(text: str) -> bool:
    """Whether it says on purpose that there is no day."""
    return ANY_TIME.search(fold(text)) is not None
