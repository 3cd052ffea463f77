"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from mlfym import views

handler400 = "mlfym.error_pages.bad_request"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("health/", views.health, name="health"),
    path("language/", include("django.conf.urls.i18n")),
    path("errors/too-large/", views.too_large, name="too_large"),
    path("account/", include("mlfym.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("emotion.urls")),
    path("", include("recommender.urls")),
]
