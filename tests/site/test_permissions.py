"""The pages may ask for the camera, and for nothing else."""

from django.test import Client


def test_the_camera_alone(client: Client, db: None) -> None:
    policy = client.get("/healthz")["Permissions-Policy"]
    assert "camera=(self)" in policy
    assert "microphone=()" in policy
