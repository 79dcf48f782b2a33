# shellcheck shell=bash
# Sourced: `engine ARGUMENTS` runs podman or docker, whichever is usable, or the one that ENGINE names.
# Podman needs no daemon. Its storage is in target/image; containers.conf beside this file has the settings that Debian's
# podman needs with cgroups v1 or without the right to raise limits.

[[ -n ${ENGINE-} ]] || if command -v podman >/dev/null; then
  ENGINE=podman
elif docker info >/dev/null 2>&1; then
  ENGINE=docker
else
  echo "Neither podman nor a running docker was found: install podman (Debian: podman runc iptables netavark)." >&2
  exit 1
fi

if [[ $ENGINE == podman ]]; then
  storage=$PWD/target/image
  mkdir -p "$storage"
  if [[ ! -f /sys/fs/cgroup/cgroup.controllers ]]; then
    export CONTAINERS_CONF=$PWD/ops/image/containers.conf
  fi
  printf '[storage]\ndriver = "overlay"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n' "$storage" "$storage" \
    >"$storage/storage.conf"
  export CONTAINERS_STORAGE_CONF=$storage/storage.conf
fi

# A podman that fails leaves its storage mounted on itself, so that the folder cannot be removed. In containers it stays.
engine() {
  local status=0
  command "$ENGINE" "$@" || status=$?
  [[ $status -eq 0 || $ENGINE != podman ]] || umount "$storage/graph/overlay" 2>/dev/null || true
  return "$status"
}
