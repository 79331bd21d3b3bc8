#!/usr/bin/env bash
# Builds the three images without a Docker engine, then runs them and sends a chat through
# (docker/container_check.py). Needs root, apt and Python 3.11 with pip; says SKIPPED and ends well where
# buildah cannot be installed. Leaves nothing behind but the base image's archive in the user's cache.
#
#   SOTTOVOCE_DEBIAN_MIRROR   where debootstrap fetches from (default: this machine's apt source)
#   SOTTOVOCE_STORAGE_DRIVER  overlay or vfs (default: overlay where it works)
#   SOTTOVOCE_KEEP=1          keep the folder with the images, logs and files
set -euo pipefail
cd "$(dirname "$0")/.."

SUITE=bookworm # its python3 is 3.11
INCLUDE=python3,python3-venv,ca-certificates
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/sottovoce-containers
PYTHON=$(command -v python3.11 || command -v python3)
STARTED=$SECONDS

say() { printf '[%4ds] %s\n' $((SECONDS - STARTED)) "$*"; }
skip() {
    echo "SKIPPED: $*"
    exit 0
}

tools_present() { command -v buildah >/dev/null && command -v debootstrap >/dev/null; }

install_tools() {
    [ "$(uname -s)" = Linux ] || skip "buildah cannot be installed (this is no Linux)"
    [ "$(id -u)" = 0 ] || skip "buildah cannot be installed (not root)"
    if ! tools_present; then
        command -v apt-get >/dev/null || skip "buildah cannot be installed (no apt-get)"
        say "installing buildah and debootstrap"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >"$WORK/apt.log" 2>&1 || tail -n 3 "$WORK/apt.log"
        apt-get install -y -qq --no-install-recommends buildah debootstrap debian-archive-keyring \
            >>"$WORK/apt.log" 2>&1 </dev/null || true
        tools_present || { tail -n 5 "$WORK/apt.log"; skip "buildah cannot be installed (apt-get)"; }
    fi
    # For tests/docker/test_nginx.py; started by nobody else. It may be missing.
    command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] \
        || RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light >>"$WORK/apt.log" 2>&1 </dev/null \
        || say "nginx cannot be installed: its test will be skipped"
}

storage() { buildah --root "$WORK/store" --runroot "$WORK/run" "$@"; }

# vfs works everywhere and copies every layer whole; overlay takes a third of its time where the kernel lets it.
choose_driver() {
    local probe=(buildah --root "$WORK/probe" --runroot "$WORK/probe-run" --storage-driver overlay)
    export STORAGE_DRIVER=vfs
    if "${probe[@]}" from --name probe scratch >"$WORK/driver.log" 2>&1 \
        && "${probe[@]}" mount probe >>"$WORK/driver.log" 2>&1; then
        STORAGE_DRIVER=overlay
        "${probe[@]}" umount probe >>"$WORK/driver.log" 2>&1
    fi
    "${probe[@]}" rm --all >>"$WORK/driver.log" 2>&1 || true
    STORAGE_DRIVER=${SOTTOVOCE_STORAGE_DRIVER:-$STORAGE_DRIVER}
}

cleanup() {
    local status=$?
    trap - EXIT
    if [ -n "${SOTTOVOCE_KEEP:-}" ]; then
        say "kept: $WORK"
        exit "$status"
    fi
    if [ -d "$WORK/store" ]; then
        storage rm --all >/dev/null 2>&1 || true
        storage rmi --all --force >/dev/null 2>&1 || true
    fi
    if grep -q " $WORK/" /proc/self/mounts; then
        echo "something is still mounted below $WORK, which stays" >&2
    else
        rm -rf --one-file-system "$WORK"
    fi
    exit "$status"
}

mirror() {
    local uri=${SOTTOVOCE_DEBIAN_MIRROR:-}
    if [ -z "$uri" ] && command -v apt-get >/dev/null; then
        uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' \
            "Codename: $SUITE" 2>/dev/null | head -n 1 || true)
    fi
    echo "$uri"
}

make_base() {
    local key archive
    key=$(printf '%s' "1 $SUITE $INCLUDE $(uname -m)" | sha256sum | cut -c1-12)
    archive=$CACHE/base-$key.tar
    mkdir -p "$CACHE"
    if [ ! -f "$archive" ]; then
        say "debootstrap $SUITE"
        debootstrap --variant=minbase --include="$INCLUDE" "$SUITE" "$WORK/rootfs" $(mirror) \
            >"$WORK/debootstrap.log" 2>&1 || { tail -n 20 "$WORK/debootstrap.log"; return 1; }
        rm -rf "$WORK"/rootfs/var/cache/apt/archives/*.deb "$WORK"/rootfs/var/lib/apt/lists/* \
            "$WORK"/rootfs/usr/share/{doc,man,locale}
        tar -C "$WORK/rootfs" -cf "$archive.$$" .
        mv "$archive.$$" "$archive"
        rm -rf --one-file-system "$WORK/rootfs"
    fi
    mkdir "$WORK/base"
    ln "$archive" "$WORK/base/base.tar" 2>/dev/null || cp "$archive" "$WORK/base/base.tar"
    printf 'FROM scratch\nADD base.tar /\n' >"$WORK/base/Dockerfile"
    say "base image"
    storage bud --quiet --isolation chroot --tag localhost/sottovoce-base "$WORK/base" >"$WORK/base.log" 2>&1 \
        || { cat "$WORK/base.log"; return 1; }
}

# pip runs here, with this machine's own settings (mirrors, certificates, proxies); the builds see only
# a folder of wheels and no network.
make_wheels() {
    say "wheels at the lock file's versions"
    { "$PYTHON" docker/requirements.py gateway edge train trainer; "$PYTHON" docker/requirements.py --build; } \
        >"$WORK/wanted.txt"
    "$PYTHON" -m pip wheel --quiet --wheel-dir "$WORK/wheels" --constraint requirements.lock \
        --requirement "$WORK/wanted.txt" >"$WORK/wheels.log" 2>&1 || { tail -n 20 "$WORK/wheels.log"; return 1; }
    # Byte code is left to the containers, which keep what they compile: most of torch is never imported.
    printf '[global]\nno-index = true\nfind-links = /wheels\n[install]\ncompile = false\n' >"$WORK/pip.conf"
}

build() {
    say "image $1"
    storage bud --isolation chroot --format docker --file "docker/$2.Dockerfile" --tag "localhost/$1" \
        --build-arg BASE_IMAGE=localhost/sottovoce-base --secret "id=pip.conf,src=$WORK/pip.conf" \
        --volume "$WORK/wheels:/wheels:ro" . >"$WORK/$1.log" 2>&1 || { tail -n 30 "$WORK/$1.log"; return 1; }
}

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/sottovoce-check.XXXXXX")
trap cleanup EXIT
mkdir "$WORK/tmp"
install_tools
export TMPDIR=$WORK/tmp
choose_driver
make_base
make_wheels
build sottovoce-gateway gateway
build sottovoce-trainer trainer
build sottovoce-edge edge_node
rm -rf "$WORK/wheels"
say "running the containers"
"$PYTHON" docker/container_check.py --work "$WORK"
if "$PYTHON" -c 'import pytest' 2>/dev/null; then
    say "nginx"
    "$PYTHON" -m pytest -q tests/docker/test_nginx.py
fi
say "container check passed"
