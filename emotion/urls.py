"""The addresses of the doors that look at a face."""

from django.urls import path

from emotion import views

urlpatterns = [
    path("face/", views.face, name="face"),
    path("face/consent/", views.face_consent, name="face_consent"),
    path("photo/", views.photo, name="photo"),
]
