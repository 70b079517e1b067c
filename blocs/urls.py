from django.urls import URLPattern

app_name = "blocs"

urlpatterns: list[URLPattern] = []
