"""What is said about a document that comes in, in three levels: a remark, which applies as it is; a question, without
whose answer nothing is written; a refusal. A question offers its answers, and may say which one we would give.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from zlib import crc32

from goals.importing.lines import ImportProblem

LONGEST_QUOTE = 60
MOST_QUESTIONS = 500
TOO_UNCLEAR = (
    f"V dokumentu je přes {MOST_QUESTIONS} míst, která nejde přečíst s jistotou. Nejsou to nejspíš cíle center; "
    "použijte původní dokument."
)


class Severity(StrEnum):
    REMARK = "remark"
    QUESTION = "question"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class Finding:
    """A remark or a refusal as a sentence for the person."""

    where: str
    message: str
    severity: Severity = Severity.REFUSAL
    asks: str = ""  # the year, which is not chosen from a list

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.REFUSAL


def remark(where: str, message: str) -> Finding:
    return Finding(where, message, Severity.REMARK)


@dataclass(frozen=True)
class Choice:
    answer: str
    label: str


@dataclass(frozen=True)
class Question:
    """`reading` is the answer that we would give, `answer` the one that was given; either may be empty. The id is the
    same whenever the same file is read, and another one where other words stand at that place: an answer to a file that
    has changed meanwhile, or to another file, is none."""

    id: str
    where: str
    message: str
    choices: tuple[Choice, ...]
    reading: str = ""
    answer: str = ""

    @classmethod
    def at(cls, where: str, about: str, message: str, choices: tuple[Choice, ...], reading: str = "") -> "Question":
        """A question about a place; its message quotes what stands there."""
        return cls(f"{where}: {about} #{crc32(message.encode()):08x}", where, message, choices, reading)

    @property
    def reading_label(self) -> str:
        return next((choice.label for choice in self.choices if choice.answer == self.reading), "")


class Asking:
    """Collects what has to be asked about a document, and knows what was answered."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.asked: dict[str, Question] = {}

    def ask(self, question: Question) -> str:
        """The answer, or until there is one our own reading; an answer that is none of the choices is none. Raises
        ImportProblem where there is more to ask than anybody would answer."""
        given = self.answers.get(question.id, "")
        answer = given if any(choice.answer == given for choice in question.choices) else ""
        self.asked[question.id] = replace(question, answer=answer)
        if len(self.asked) > MOST_QUESTIONS:
            raise ImportProblem(TOO_UNCLEAR)
        return answer or question.reading

    def answer_to(self, question: Question) -> str:
        """The answer; none where nobody has given it, because nothing is done on a guess here."""
        self.ask(question)
        return self.asked[question.id].answer

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self.asked.values())


def quote(text: str) -> str:
    """The text in Czech quotation marks, a long one cut at a word."""
    text = text.rstrip("\u00ad")
    return f"„{text}“" if len(text) <= LONGEST_QUOTE else f"„{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …“"
