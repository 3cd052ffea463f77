"""The addresses of accounts."""

from django.urls import path

from mlfym.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.password, name="password"),
    path("export/", views.export, name="export"),
    path("delete/", views.delete, name="delete"),
]
