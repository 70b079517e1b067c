"""The addresses of a season's calendar, of its meetings and of next year's tasks."""

from django.urls import path, register_converter

from blocs.converters import StepKindConverter
from blocs.views import calendar, meetings, next_tasks, programme

register_converter(StepKindConverter, "step_kind")

app_name = "blocs"

urlpatterns = [
    # /khoi/<bloc>/<cycle>/lich/
    path("khoi/<slug:bloc>/<str:cycle>/lich/", calendar.calendar, name="calendar"),
    path("khoi/<slug:bloc>/<str:cycle>/lich/<step_kind:kind>/", calendar.step_set, name="step-set"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/lich/<step_kind:kind>/gia-han/<slug:agency>/",
        calendar.step_extend,
        name="step-extend",
    ),
    # /khoi/<bloc>/<cycle>/hoi-nghi/
    path("khoi/<slug:bloc>/<str:cycle>/hoi-nghi/", meetings.meeting_list, name="meeting-list"),
    path("khoi/<slug:bloc>/<str:cycle>/hoi-nghi/them/", meetings.meeting_add, name="meeting-add"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/hoi-nghi/<int:position>/",
        meetings.meeting_change,
        name="meeting-change",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/hoi-nghi/<int:position>/huy/",
        meetings.meeting_cancel,
        name="meeting-cancel",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/hoi-nghi/<int:position>/chuong-trinh/",
        programme.programme,
        name="programme",
    ),
    # /khoi/<bloc>/<cycle>/nhiem-vu-nam-sau/
    path(
        "khoi/<slug:bloc>/<str:cycle>/nhiem-vu-nam-sau/", next_tasks.next_tasks, name="next-tasks"
    ),
]
