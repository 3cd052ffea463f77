"""The ASGI application: pages over HTTP, the face door over a WebSocket."""

import os
import warnings

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlfym.settings")
# WhiteNoise hands static files over as plain iterators, which Django reads whole; they are small.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
# Django has to be set up before anything that imports a model.
pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from emotion.routing import websocket_urlpatterns  # noqa: E402
from mlfym.body_limit import BodyLimit  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": BodyLimit(pages),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
        ),
    }
)
