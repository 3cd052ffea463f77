"""The pages may ask for the camera and the microphone, and for nothing else."""

from django.test import Client


def test_camera_and_microphone_for_the_site_alone(client: Client, db: None) -> None:
    policy = client.get("/healthz")["Permissions-Policy"]
    assert "camera=(self)" in policy
    assert "microphone=(self)" in policy
    assert "geolocation=()" in policy
