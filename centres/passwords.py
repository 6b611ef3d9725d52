"""What a new password must be, whichever way it is set: long, hard to guess for whoever knows Czech, the person and
this application, and none of those that have leaked. There is no rule about capitals, digits or signs.

How hard it is to guess is zxcvbn's to say. Its words are English, so the Czech ones of its sister library lie in
centres/words/ (tools/vendor.py) and ours below.
"""

import json
import logging
import re
import unicodedata
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from zxcvbn import matching, scoring

from centres import leaked_passwords

LEAST_GUESSES = 10**10  # the library's highest mark; some half a dozen unusual words or twelve random letters have more
LONGEST_JUDGED = 50  # time grows with the square of the length, and no longer beginning is needed to be hard to guess
WORDS = Path(__file__).parent / "words"
OURS = """
    cpic cile cil cilu cilum centrum centra center cizinec cizinci cizincu integrace podpora spravce sprava vedouci
    reditel pracovnik suz uprchlickych zarizeni ministerstvo vnitra heslo tajne prihlaseni
    praha brno ostrava plzen liberec olomouc ceske budejovice hradec kralove pardubice zlin jihlava karlovy vary usti
    nad labem mlada boleslav kladno tabor
    leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec jaro leto podzim zima
    pondeli utery streda ctvrtek patek sobota nedele 2024 2025 2026 2027 2028 2029 2030 escrzyaie
"""
# One sign for each letter that people write as a sign: the library tries all their combinations, which takes seconds.
ONE_SIGN = str.maketrans("@!|$+{[<", "41157(((")
# Cyrillic, Greek, Armenian and rarer Latin letters, each above the one that it looks like.
LOOK_ALIKES = str.maketrans(
    "авекмнорстухіјѕһԁԛԝӏАВЕКМНОРСТУХІЈЅҺԀԚԜӀҮαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսհցոıɑɡłøđŁØĐ",
    "abekmhopctyxijshdqwlABEKMHOPCTYXIJSHDQWIYaeikvoptuxABEZHIKMNOPTYXouhgniaglodLOD",
)
BETWEEN_WORDS = re.compile(r"[\s._-]+")
ENDING = re.compile(r"[\W\d_]{1,4}$")  # 1, 123, 2026!: tried behind every word, which the library does not know
ENDINGS_TRIED = 10
OTHER_KEYBOARD = str.maketrans("yz", "zy")  # the library knows only the one where they change places

logger = logging.getLogger(__name__)
matching.add_frequency_lists({path.stem: json.loads(path.read_text("utf-8")) for path in WORDS.glob("*.json")})


class LongEnough(MinimumLengthValidator):
    """Django's has no Czech words for it."""

    def get_error_message(self):
        return gettext("Heslo je krátké. Potřebuje aspoň %(count)s znaků.") % {"count": self.min_length}

    get_help_text = get_error_message


class HardToGuess:
    reasons = {
        "repeat": _("opakuje se v něm totéž"),
        "sequence": _("je to řada písmen, číslic nebo kláves vedle sebe"),
        "spatial": _("je to řada písmen, číslic nebo kláves vedle sebe"),
        "date": _("stojí na datu nebo roce"),
        "regex": _("stojí na datu nebo roce"),
        "dictionary": _("skládá se z běžných slov a častých hesel"),
        "bruteforce": _("je na to krátké"),
        "own": _("stojí na tom, co se zkouší první: na jménu, adrese, místě, měsíci, roku nebo slovech této aplikace"),
    }

    def validate(self, password, user=None):
        known = own_words(user)
        judged = plain(password)[:LONGEST_JUDGED]
        ways = dict.fromkeys([judged, judged.translate(OTHER_KEYBOARD)], 1)
        for one, times in [*ways.items(), (ENDING.sub("", judged), ENDINGS_TRIED)]:
            guesses, reason = judge(one, known)
            if guesses * times < LEAST_GUESSES:
                said = _(
                    "Heslo se dá rychle uhodnout: %(reason)s. Zvolte několik slov, třeba čtyři, která nesouvisejí "
                    "spolu ani s vámi."
                )
                raise ValidationError(said, code="easy_to_guess", params={"reason": self.reasons[reason]})

    def get_help_text(self):
        return gettext("Zvolte několik slov, která nesouvisejí spolu ani s vámi.")


class NotLeaked:
    """Asks the list that the administrator brought, where there is one."""

    def validate(self, password, user=None):
        if not settings.LEAKED_PASSWORDS:
            return
        try:
            ways = {password, password.translate(LOOK_ALIKES)}
            is_listed = any(leaked_passwords.holds(settings.LEAKED_PASSWORDS, one) for one in ways)
        except leaked_passwords.Damaged as fault:
            logger.error("%s", fault)  # the start said so too; nobody is kept from a new password by it
            return
        if is_listed:
            said = _("Toto heslo už někde uniklo a zkouší se mezi prvními. Zvolte jiné a změňte ho všude, kde ho máte.")
            raise ValidationError(said, code="leaked")

    def get_help_text(self):
        return gettext("Heslo nesmí být mezi těmi, která už někde unikla.")


def judge(password, known):
    """How many guesses the password stands, and why not more: the longest part of it that is easy, by its kind.

    Not the library's own `zxcvbn()`, which keeps the words of one person where another thread reads them.
    """
    if not password:  # it was nothing but accents
        return 0, "bruteforce"
    matches = matching.omnimatch(password, matching.RANKED_DICTIONARIES | {"own": known})
    result = scoring.most_guessable_match_sequence(password, matches)
    easy = max(result["sequence"], key=lambda part: (part["pattern"] != "bruteforce", len(part["token"])))
    is_own = easy.get("dictionary_name") == "own"
    return result["guesses"], "own" if is_own else easy["pattern"]


def own_words(user):
    """Words that somebody who knows the person would try first, by their order."""
    facts = [user.first_name, user.last_name, user.email] if user else []
    words = [word for fact in facts for word in [fact, *re.split(r"[\W_]+", fact)] if len(word) > 2]
    return matching.build_ranked_dict([plain(word) for word in [*words, *OURS.split()]])


def plain(text):
    """Without capitals, accents, what nobody sees and what stands between words, and with Latin letters for those that
    look like them: whoever guesses tries a word in all these ways."""
    letters = unicodedata.normalize("NFKD", text).translate(LOOK_ALIKES).lower()
    letters = "".join(
        letter for letter in letters if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    ).translate(ONE_SIGN)
    return BETWEEN_WORDS.sub("", letters) or letters
