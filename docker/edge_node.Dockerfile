# A site, one image for its three commands, each in a container of its own:
#   sottovoce edge serve    answers with the federated model, writes the redacted log
#   sottovoce train site    fits an adapter on that log; reached over a Unix socket alone
#   sottovoce train node    the Flower SuperNode: no log, no site key, no model
#   docker build -f docker/edge_node.Dockerfile -t sottovoce-edge .
# A mirror or a private index: --secret id=pip.conf,src=/etc/pip.conf (it is in no layer).
# No model is packed: mount one at /models/base (sottovoce edge model prepare).
ARG BASE_IMAGE=python:3.11-slim-bookworm

FROM ${BASE_IMAGE} AS build
# An index that holds the CPU build of torch, where the default one holds the larger CUDA build.
ARG TORCH_INDEX=
WORKDIR /src
ENV PIP_CACHE_DIR=/var/cache/pip
RUN python3 -m venv /opt/venv
# What rarely changes comes first: the dependencies, at the lock file's versions.
COPY pyproject.toml requirements.lock ./
COPY docker/requirements.py docker/
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    --mount=type=cache,target=/var/cache/pip \
    python3 docker/requirements.py edge train > wanted.txt \
    && /opt/venv/bin/pip install --disable-pip-version-check ${TORCH_INDEX:+--extra-index-url "${TORCH_INDEX}"} \
       -c requirements.lock -r wanted.txt
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
# Each folder is a volume's mount point: a new volume takes its owner and mode from here.
# User 10002 is the SuperNode's: of all this it can enter only the socket's folder.
RUN groupadd --gid 10001 sottovoce \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/sottovoce \
       --shell /usr/sbin/nologin sottovoce \
    && groupadd --gid 10003 sottovoce-node \
    && useradd --uid 10002 --gid 10003 --no-create-home --home-dir /tmp \
       --shell /usr/sbin/nologin sottovoce-node \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/sottovoce /var/lib/sottovoce/log \
       /var/lib/sottovoce/keys /var/lib/sottovoce/egress /var/lib/sottovoce/cache \
       /var/lib/sottovoce/train \
    && install -d -o 10001 -g 10003 -m 0750 /run/sottovoce \
    && install -d -m 0755 /models/base
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/sottovoce /opt/sottovoce
COPY --chmod=0755 docker/health.py /usr/local/bin/sottovoce-health
ENV PATH=/opt/sottovoce/bin:/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/sottovoce \
    HF_HUB_OFFLINE=1 \
    HF_HUB_DISABLE_TELEMETRY=1 \
    FLWR_TELEMETRY_ENABLED=0 \
    FLWR_DISABLE_UPDATE_CHECK=1 \
    FLWR_DISABLE_RUNTIME_DEPENDENCY_INSTALLATION=1
WORKDIR /
USER 10001:10001
EXPOSE 4001
STOPSIGNAL SIGTERM
# The edge's; compose.yaml gives the other two commands theirs.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
    CMD ["sottovoce-health", "http", "127.0.0.1:4001/readyz"]
ENTRYPOINT ["sottovoce"]
CMD ["edge", "serve", "--config", "/etc/sottovoce/edge.yaml"]
