from django.urls import path

from awards import views

app_name = "awards"

urlpatterns = [
    # khoi/<bloc>/<cycle>/de-nghi-khen-thuong/
    path(
        "khoi/<slug:bloc>/<str:cycle>/de-nghi-khen-thuong/",
        views.proposal_list,
        name="proposal-list",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/de-nghi-khen-thuong/them/",
        views.proposal_add,
        name="proposal-add",
    ),
    # de-nghi/<pk>/
    path("de-nghi/<int:pk>/", views.proposal_detail, name="proposal-detail"),
    path("de-nghi/<int:pk>/hinh-thuc/", views.proposal_choose, name="proposal-choose"),
    path("de-nghi/<int:pk>/<slug:action>/", views.proposal_take, name="proposal-take"),
]
