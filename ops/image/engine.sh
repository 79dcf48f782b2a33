# shellcheck shell=bash
# Sourced: `engine ARGUMENTS` is podman or docker, whichever is usable, or what ENGINE names.
# Podman needs no daemon. What it keeps lies in target/image, and what Debian's podman needs where cgroups are of the
# first version or the caller may not raise limits is in containers.conf beside this file.

[[ -n ${ENGINE-} ]] || if command -v podman >/dev/null; then
  ENGINE=podman
elif docker info >/dev/null 2>&1; then
  ENGINE=docker
else
  echo "Neither podman nor a running docker is here: install podman (Debian: podman runc iptables netavark)." >&2
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

# A podman that fails leaves its storage mounted on itself, and nobody can remove the folder. Under containers it stays.
engine() {
  local status=0
  command "$ENGINE" "$@" || status=$?
  [[ $status -eq 0 || $ENGINE != podman ]] || umount "$storage/graph/overlay" 2>/dev/null || true
  return "$status"
}
