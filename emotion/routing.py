"""The addresses of the WebSockets."""

from django.urls import path

from emotion.consumers import FaceConsumer

websocket_urlpatterns = [path("ws/face/", FaceConsumer.as_asgi())]
