"""The addresses of the webcam's door."""

from django.urls import path

from emotion import views

urlpatterns = [
    path("face/", views.face, name="face"),
    path("face/consent/", views.face_consent, name="face_consent"),
]
