"""The addresses of accounts."""

from django.urls import path

from mlfym.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("password/", views.password, name="password"),
    path("email/", views.email, name="email"),
    path("language/", views.language, name="language"),
    path("export/", views.export, name="export"),
    path("delete/", views.delete, name="delete"),
]
