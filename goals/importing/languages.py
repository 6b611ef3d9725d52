"""In which language a text is, told by its script and its commonest words, never by where it stands. Pure."""

import re
import unicodedata
from collections import Counter

from goals.parity import LINK

UNKNOWN = "?"
"""A language, but none of ours."""

LETTERS = {
    "cs": "ěščřžůťďň",
    "uk": "іїєґ",
    "ru": "ыэъё",
    "vi": "ăơưđ",
    UNKNOWN: "ßłąęśźćżľĺŕñçøåæœșț",
}
# Marks on letters that only Vietnamese of our languages has: hook, dot below, horn, grave, tilde over a vowel.
VIETNAMESE_MARKS = {"\u0309", "\u0323", "\u031b", "\u0300"}
WORDS = {
    "cs": "na ve se je pro nebo při které který jsou ze od jejich aby jako není podle jejichž jsme",
    "en": "the of and for with are is which that be from not this or who their at our we what when each every has have",
    "uk": "та що або як для від які є його не це й",
    "ru": "и что или как для от которые не это его на в с",
    "vi": "của và các cho người những là có không được với",
    UNKNOWN: (
        "der die das und ist nicht mit für von den dem eine les des une est dans pour qui avec los las para con por "
        "una del jest oraz przez dla się nie sú alebo ktoré nie pri și sunt pentru için ile bir"
    ),
}
WORD_OF = {word: language for language, words in reversed(WORDS.items()) for word in words.split()}
SHARED = {
    "nie",
    "na",
    "не",
    "для",
    "от",
    "как",
    "to",
    "in",
    "by",
    "es",
    "с",
    "в",
}  # of two languages: they tell nothing
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
FEWEST = 6  # words from which on a sentence tells its language
FEWEST_UNKNOWN = 12  # words from which on a text without any word that we know is of another language
SCRIPTS = ("LATIN", "CYRILLIC")


def words_of(text: str) -> list[str]:
    """Its words but those of addresses, which are Latin in every language."""
    return WORD.findall(LINK.sub(" ", unicodedata.normalize("NFC", text)))


def script_of(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def script_of_text(text: str) -> str:
    """The script of most of its letters; empty without any."""
    scripts = Counter(script_of(letter) for word in words_of(text) for letter in word)
    return scripts.most_common(1)[0][0] if scripts else ""


def language_of(text: str) -> str:
    """The code of the language, UNKNOWN for one that is none of ours, empty where the text is too short to tell."""
    words = words_of(text.lower())
    scripts = Counter(script_of(letter) for word in words for letter in word)
    if not scripts:
        return ""
    script, most = scripts.most_common(1)[0]
    if script not in SCRIPTS:
        return UNKNOWN if most >= 3 else ""
    scores = _scores(words)
    ours = ("uk", "ru") if script == "CYRILLIC" else ("cs", "en", "vi", UNKNOWN)
    best = sorted(((scores[language], language) for language in ours), reverse=True)
    if best[0][0] > best[1][0]:
        return best[0][1]
    return UNKNOWN if not best[0][0] and script == "LATIN" and len(words) >= FEWEST_UNKNOWN else ""


def _scores(words: list[str]) -> Counter:
    scores: Counter = Counter()
    for word in words:
        if word in WORD_OF and word not in SHARED:
            scores[WORD_OF[word]] += 1
        for language, letters in LETTERS.items():
            scores[language] += 2 * any(letter in letters for letter in word)
        marks = set(unicodedata.normalize("NFD", word))
        scores["vi"] += 2 * bool(marks & VIETNAMESE_MARKS)
    return scores


def is_mixed(text: str) -> bool:
    """Whether a text is of two languages: its sentences disagree, or a good part of its words is of another script."""
    found = {language_of(sentence) for sentence in SENTENCE.split(text) if len(words_of(sentence)) >= FEWEST}
    if len(found - {""}) > 1:
        return True
    scripts = Counter(script_of(word[0]) for word in words_of(text) if len(word) > 3)
    few, many = sorted(scripts[script] for script in SCRIPTS)
    return few >= 4 and few * 3 >= many
