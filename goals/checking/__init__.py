"""Remarks on what somebody has typed: a wording that will be hard to evaluate, personal data that do not belong here.

Pure functions over one text: no database, no clock, no request. Nothing here blocks: who writes decides. Imports run
one way: remark, promises -> wording; remark -> personal_data.
"""

from goals.checking.personal_data import find_personal_data
from goals.checking.remark import Remark
from goals.checking.wording import LONGEST, check_wording

__all__ = ["LONGEST", "Remark", "check_wording", "find_personal_data"]
