"""The addresses of people's accounts."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("doi-mat-khau/", views.password_change, name="password-change"),
    path("tai-khoan/", views.profile, name="profile"),
]
