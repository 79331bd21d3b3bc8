#!/bin/sh
# Sees to it that redis-server, which the vault's tests start, is on this machine: by apt-get where it is missing.
# Exits with 0 where it is there, with 1 where it is neither there nor can be installed.
set -eu
command -v redis-server >/dev/null && exit 0
if ! command -v apt-get >/dev/null; then
  echo "redis-server is missing and there is no apt-get: install it by hand" >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo -n"
  $as_root true 2>/dev/null || { echo "redis-server is missing and installing it needs root" >&2; exit 1; }
fi
export DEBIAN_FRONTEND=noninteractive
# A service of its own on port 6379 is not wanted: the tests start theirs.
install="$as_root env RUNLEVEL=1 apt-get install -y -q --no-install-recommends redis-server"
$install >/dev/null || { $as_root apt-get update -q >/dev/null && $install >/dev/null; }
command -v redis-server >/dev/null
