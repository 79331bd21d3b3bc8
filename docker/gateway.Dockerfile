# The gateway: finds personal data, takes it out, calls a site's edge. No torch, no flwr.
#   docker build -f docker/gateway.Dockerfile -t sottovoce-gateway .
# A mirror or a private index: --secret id=pip.conf,src=/etc/pip.conf (it is in no layer).
ARG BASE_IMAGE=python:3.11-slim-bookworm

FROM ${BASE_IMAGE} AS build
WORKDIR /src
ENV PIP_CACHE_DIR=/var/cache/pip
RUN python3 -m venv /opt/venv
# What rarely changes comes first: the dependencies, at the lock file's versions.
COPY pyproject.toml requirements.lock ./
COPY docker/requirements.py docker/
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    --mount=type=cache,target=/var/cache/pip \
    python3 docker/requirements.py gateway > wanted.txt \
    && /opt/venv/bin/pip install --disable-pip-version-check -c requirements.lock -r wanted.txt
# The code is a folder and a layer of its own, so that a change of it moves kilobytes.
COPY LICENSE README.md ./
COPY sottovoce sottovoce
COPY policies policies
COPY gateway gateway
COPY edge_node edge_node
COPY training training
COPY examples examples
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    --mount=type=cache,target=/var/cache/pip \
    /opt/venv/bin/pip install --disable-pip-version-check --no-deps --target /opt/sottovoce . \
    && echo /opt/sottovoce > "$(/opt/venv/bin/python -c 'import site; print(site.getsitepackages()[0])')/sottovoce.pth" \
    && /opt/venv/bin/pip uninstall --yes pip

FROM ${BASE_IMAGE}
RUN groupadd --gid 10001 sottovoce \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/sottovoce \
       --shell /usr/sbin/nologin sottovoce \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/sottovoce /var/lib/sottovoce/vault
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/sottovoce /opt/sottovoce
COPY --chmod=0755 docker/health.py /usr/local/bin/sottovoce-health
ENV PATH=/opt/sottovoce/bin:/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/sottovoce
WORKDIR /
USER 10001:10001
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["sottovoce-health", "http", "127.0.0.1:4000/readyz"]
ENTRYPOINT ["sottovoce"]
CMD ["gateway", "serve", "--config", "/etc/sottovoce/gateway.yaml"]
