"""The registry over HTTPS: polls, releases, health and metrics. Knows HTTP, leaves work to Registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from sottovoce.asgi import BodyLimit, install_error_handlers
from sottovoce.errors import InvalidRequest, Unauthorized, error_body
from sottovoce.telemetry import METRICS_TYPE
from training.metrics import TrainerMetrics
from training.registry import Registry
from training.registry_protocol import PollRequest, ReleaseList, ReleaseView

MAX_BODY = 64 * 1024


def list_releases(registry: Registry) -> ReleaseList:
    """The wire form of the releases, for both interfaces."""
    sequence, current = registry.current()
    views = [ReleaseView(**asdict(info)) for info in registry.releases()]
    return ReleaseList(sequence=sequence, current=current, releases=views)


def new_app(title: str) -> FastAPI:
    """An application with our error bodies, a body limit and no public schema."""
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)
    install_error_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY)

    async def invalid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        fault = InvalidRequest("The body does not fit this path.", param=place)
        return JSONResponse(error_body(fault), status_code=fault.status)

    app.add_exception_handler(RequestValidationError, invalid)
    return app


def registry_app(
    registry: Registry, metrics: TrainerMetrics, ready: Callable[[], dict[str, bool]]
) -> FastAPI:
    """The application; `ready` names each part that must run and whether it does."""
    app = new_app("Sottovoce registry")

    def site(authorization: Annotated[str, Header()] = "") -> str:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized
        return registry.site_of(token)

    app.include_router(_site_routes(registry, metrics, site))
    app.include_router(_health_routes(metrics, ready))
    return app


def _site_routes(
    registry: Registry, metrics: TrainerMetrics, site_dependency: Callable[..., str]
) -> APIRouter:
    router = APIRouter(prefix="/v1")
    site = Depends(site_dependency)

    @router.post("/poll")
    def poll(body: PollRequest, caller: str = site) -> Response:
        envelope = registry.poll(
            caller,
            site=body.site,
            bucket=body.trainable_bucket,
            active=body.active,
            sequence=body.sequence,
        )
        metrics.polls.labels(site=caller).inc()
        return Response(envelope, media_type="application/json")

    @router.get("/releases", dependencies=[site])
    def releases() -> ReleaseList:
        return list_releases(registry)

    @router.get("/releases/{release}/{name}", dependencies=[site])
    def file(release: str, name: str) -> Response:
        return Response(registry.file(release, name), media_type="application/octet-stream")

    return router


def _health_routes(metrics: TrainerMetrics, ready: Callable[[], dict[str, bool]]) -> APIRouter:
    router = APIRouter()

    @router.get("/livez")
    def livez() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    def readyz(response: Response) -> dict[str, bool]:
        parts = ready()
        response.status_code = 200 if all(parts.values()) else 503
        return parts

    @router.get("/metrics")
    def scrape() -> Response:
        return Response(metrics.render(), media_type=METRICS_TYPE)

    return router
