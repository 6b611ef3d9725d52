"""Where words of people lie: every column of text, JSON or bytes of every table, said once.

Whoever adds such a column names it in the list of its app, as a place of words or as what only the program writes; a
test fails until that is done. Searching, erasing, the exceptions of the triggers and what a restore does again all
walk this one list.
"""

from enum import StrEnum, auto


class ErasableKind(StrEnum):
    TEXT = auto()
    JSON = auto()  # words stand in its strings; keys are ours
    BYTES = auto()  # a file in the row, which goes as a whole
    STORED = auto()  # the name of a file that lies outside of the database, which goes as a whole
    MAIL = auto()  # a mail as the queue keeps it
    PASSING = auto()  # what people typed and has not been saved, encrypted, gone within a day


PLACES: dict[str, dict[str, ErasableKind]] = {}
"""Columns in which somebody's words can stand, by table."""
OURS: dict[str, set[str]] = {}
"""Columns of text that only the program writes: sums, keys, codes, parts of addresses, secrets."""


def enter(places, ours):
    """Enter the columns of an app, when it is ready."""
    for table, columns in places.items():
        PLACES.setdefault(table, {}).update(columns)
    for table, columns in ours.items():
        OURS.setdefault(table, set()).update(columns)


def texts(*columns):
    return dict.fromkeys(columns, ErasableKind.TEXT)


OF_CENTRES = {
    "centres_region": texts("name"),
    "centres_operator": texts("name"),
    "centres_centre": texts(
        *("name", "official_name", "town", "parent_basis", "address", "address_as_of", "website", "closing_reason")
    ),
    "centres_centrechange": texts("old", "new", "reason"),
    "centres_contact": texts(
        *("phone", "email", "hours", "closed_days", "languages", "interpreters", "networks"),
    ),
    "centres_place": texts("name", "address", "rhythm"),
    "centres_service": texts("name", "times"),
    "centres_user": texts("first_name", "last_name", "email"),
    "centres_invitation": texts("email", "first_name", "last_name"),
    "centres_event": texts("subject", "place", "by_name", "by_email", "comment", "content"),
    "centres_signin": texts("browser", "way"),
    "centres_erasure": texts("reason"),
    # Of the libraries that sign people in.
    "account_emailaddress": texts("email"),
    "auth_group": texts("name"),
    "django_admin_log": texts("object_repr", "change_message"),
    "django_session": {"session_data": ErasableKind.PASSING},
    "mfa_authenticator": {"data": ErasableKind.JSON},
    "socialaccount_socialaccount": {"extra_data": ErasableKind.JSON},
    "usersessions_usersession": {"user_agent": ErasableKind.TEXT, "data": ErasableKind.JSON},
}
WRITTEN_BY_US = {
    "centres_region": {"nuts3", "iso_code"},
    "centres_operator": {"slug"},
    "centres_centre": {"slug", "founded"},
    "centres_user": {"password"},
    "centres_invitation": {"fingerprint"},
    "centres_centrechange": {"field"},
    "centres_service": {"languages"},
    "centres_event": {"name", "source", "target", "fingerprint", "old_table"},
    "centres_sentform": {"key", "purpose", "made"},
    "centres_signin": {"unknown"},
    "centres_erasure": {"table", "column", "old_hash", "words"},
    "account_emailconfirmation": {"key"},
    "auth_permission": {"name", "codename"},
    "django_admin_log": {"object_id"},
    "django_content_type": {"app_label", "model"},
    "django_session": {"session_key"},
    "socialaccount_socialaccount": {"provider", "uid"},
    "socialaccount_socialapp": {"provider", "provider_id", "name", "client_id", "secret", "key", "settings"},
    "socialaccount_socialtoken": {"token", "token_secret"},
    "usersessions_usersession": {"session_key"},
}
enter(OF_CENTRES, WRITTEN_BY_US)
