from django.urls import path

from awards.views import proposals, steps

app_name = "awards"

urlpatterns = [
    # khoi/<bloc>/<cycle>/de-nghi-khen-thuong/
    path(
        "khoi/<slug:bloc>/<str:cycle>/de-nghi-khen-thuong/",
        proposals.proposal_list,
        name="proposal-list",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/de-nghi-khen-thuong/them/",
        proposals.proposal_add,
        name="proposal-add",
    ),
    # de-nghi/<pk>/
    path("de-nghi/<int:pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("de-nghi/<int:pk>/hinh-thuc/", proposals.proposal_choose, name="proposal-choose"),
    path("de-nghi/<int:pk>/<slug:action>/", steps.proposal_take, name="proposal-take"),
]
