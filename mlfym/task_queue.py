"""Ask the background worker for a task that looks what there is to do, once however often asked."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Runs that wait are replaced, and of those that went well nobody needs a record.
OVER = (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)


@transaction.atomic
def ask_again(task: Task[..., Any], after: timedelta = timedelta(), **arguments: Any) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    DBTaskResult.objects.filter(task_path=task.module_path, status__in=OVER).delete()
    task.using(run_after=timezone.now() + after).enqueue(**arguments)
