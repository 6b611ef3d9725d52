"""What became of the ministry's ten tasks in a year, as those responsible and the meeting of heads see it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.documents import one_of
from networks.states import MinistryTask, TaskState

LONGEST_REVIEW = 2000


class MinistryTaskYear(models.Model):
    """Whoever writes it holds this row; until somebody does there is none."""

    year = models.PositiveSmallIntegerField(_("rok"))
    task = models.CharField(_("úkol"), max_length=20, choices=MinistryTask)
    state = models.CharField(_("stav"), max_length=10, choices=TaskState, default=TaskState.GOING)
    done = models.TextField(_("co se udělalo"), max_length=LONGEST_REVIEW, blank=True)
    review = models.TextField(_("co k tomu řekla porada vedoucích"), max_length=LONGEST_REVIEW, blank=True)
    reviewed_on = models.DateField(_("kdy to porada probrala"), null=True, blank=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["year", "id"]
        verbose_name = _("úkol ministerstva v roce")
        verbose_name_plural = _("úkoly ministerstva v letech")
        constraints = [
            models.UniqueConstraint(fields=["year", "task"], name="task_of_a_year_is_there_once"),
            models.CheckConstraint(condition=one_of("task", MinistryTask), name="task_of_ministry_is_known"),
            models.CheckConstraint(condition=one_of("state", TaskState), name="task_state_is_known"),
            models.CheckConstraint(
                condition=Q(review="") | Q(reviewed_on__isnull=False), name="task_review_has_its_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_task_display()} ({self.year})"

    @property
    def status(self):
        return TaskState(self.state)
