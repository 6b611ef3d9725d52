"""Where words of people lie in the tables of goals and of the mail (centres/erasable.py)."""

from centres.erasable import ErasableKind, texts

PLACES = {
    "goals_document": texts("title", "reference_number"),
    "goals_section": texts("title", "text"),
    "goals_block": texts("text", "url"),
    "goals_translation": texts("text", "source", "reason"),
    "goals_languageissue": {"blocks": ErasableKind.JSON},
    "goals_goal": texts("text", "responsible", "evidence", "reason"),
    "goals_target": texts("unit", "unit_forms"),
    "goals_continuation": texts("reason"),
    "goals_notice": texts("title", "text"),
    "goals_documenttrial": texts("name")
    | {"lines": ErasableKind.JSON, "chosen": ErasableKind.JSON, "facts": ErasableKind.JSON},
    "goals_edition": texts("title", "reference_number", "note", "erratum", "adopted_from")
    | {"omissions": ErasableKind.JSON},
    "goals_editionsection": texts("title", "text") | {"blocks": ErasableKind.JSON},
    "goals_editioncentre": texts("name", "region", "parent_name", "operator", "contact"),
    "goals_editiongoal": texts("text", "folded_text", "serves", "responsible", "evidence", "reason"),
    "goals_editiontarget": texts("unit", "unit_forms"),
    "goals_editionfile": {"content": ErasableKind.BYTES},
    "goals_postedprint": texts("spot"),
    "mailer_message": {"message_data": ErasableKind.MAIL},
    "mailer_messagelog": {"message_data": ErasableKind.MAIL, "log_message": ErasableKind.TEXT},
    "mailer_dontsendentry": texts("to_address"),
}
OURS = {
    "goals_notice": {"path", "key"},
    "goals_documenttrial": {"sha256"},
    "goals_translation": {"block", "source_hash"},
    "goals_edition": {"checksum"},
    "goals_languageissue": {"checksum"},
    "goals_editioncentre": {"slug", "nuts3", "parent_slug"},
    "goals_editionfile": {"format", "language", "centre", "sha256"},
    "goals_printcode": {"code", "content"},
    "mailer_messagelog": {"message_id"},
}
