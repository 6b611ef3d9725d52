"""Where words of people lie in the tables of evaluation, and in attached files (centres/erasable.py)."""

from centres.erasable import ErasableKind, texts

PLACES = {
    "evaluations_indicator": texts("name", "unit", "stems"),
    "evaluations_targetsource": texts("topic"),
    "evaluations_record": texts("title", "topic", "note", "links"),
    "evaluations_evidence": {"name": ErasableKind.TEXT, "stored": ErasableKind.STORED},
    "evaluations_meeting": texts("note"),
    "evaluations_entry": texts("said", "next_step", "reason"),
    "evaluations_actionitem": texts("what", "note"),
    "evaluations_minutes": {"content": ErasableKind.JSON},
    "evaluations_minutesfile": {"content": ErasableKind.BYTES},
    "evaluations_closing": texts("narrative"),
    "evaluations_goalresult": {"measured": ErasableKind.JSON, "reason": ErasableKind.TEXT},
    "evaluations_openingrequest": texts("reason", "answer"),
    "evaluations_report": texts("title", "narrative", "erratum") | {"omissions": ErasableKind.JSON},
    "evaluations_reportcentre": texts("name", "region", "narrative"),
    "evaluations_reportgoal": texts("text", "reason", "explanation") | {"given_up": ErasableKind.JSON},
    "evaluations_reporttarget": texts("unit", "unit_forms")
    | {"windows": ErasableKind.JSON, "original": ErasableKind.JSON},
    "evaluations_reportfile": {"content": ErasableKind.BYTES},
}
OURS = {
    "evaluations_indicator": {"slug"},
    "evaluations_evidence": {"kind", "sha256"},
    "evaluations_minutesfile": {"format", "language", "centre", "sha256"},
    "evaluations_report": {"checksum"},
    "evaluations_reportcentre": {"slug", "nuts3"},
    "evaluations_reportfile": {"format", "language", "centre", "sha256"},
}
