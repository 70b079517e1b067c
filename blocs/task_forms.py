"""The form of next year's tasks; it parses and explains, services decide."""

from typing import Any

from django import forms

from accounts.form_parts import PageForm
from blocs.services.next_tasks import MOST_SIGNS, MOST_TASKS


class TasksForm(PageForm):
    """The numbered tasks, one a line."""

    tasks = forms.CharField(
        label="Nhiệm vụ năm sau",
        required=False,
        max_length=MOST_TASKS * (MOST_SIGNS + 2),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=(
            "Mỗi dòng một nhiệm vụ, không ghi số thứ tự: báo cáo tự đánh số. "
            f"Nhiều nhất {MOST_TASKS} nhiệm vụ, mỗi nhiệm vụ {MOST_SIGNS} ký tự."
        ),
    )
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {"tasks": data["tasks"].splitlines(), "seen": data["seen"]}
