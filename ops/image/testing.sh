# shellcheck shell=bash
# Sourced by the tests of the image: functions that report, wait, start and remove. They set $TAG, the image, first.
# KEEP=1 leaves the containers running.

readonly RUN=quilt-mcp-test-$$
# shellcheck source=ops/image/engine.sh
. ops/image/engine.sh
passed=0
work=$(mktemp -d)

die() {
  printf 'FAILED  %s\n' "$*" >&2
  exit 1
}

ok() {
  passed=$((passed + 1))
  printf 'ok      %s\n' "$*"
}

note() {
  printf '        %s\n' "$*"
}

containers() {
  engine ps -a --filter "name=$RUN" --format '{{.Names}}'
}

# Prints the last output of containers that have exited.
last_words() {
  local name
  for name in $(engine ps -a --filter "name=$RUN" --filter status=exited --format '{{.Names}}'); do
    printf '\n%s:\n' "$name"
    engine logs "$name" 2>&1 | tail -n 15
  done
}

# The other containers use the network of the catalog's container, so it is removed last.
remove() {
  local name
  for name in $(containers | grep -vx "$RUN-catalog") "$RUN-catalog"; do
    engine rm -f "$name" >/dev/null 2>&1 || true
  done
}

clean() {
  trap - EXIT
  if [[ -n ${KEEP-} ]]; then
    note "Kept: $RUN-*, $work"
  else
    remove
    rm -rf "$work"
  fi
}
trap clean EXIT
trap 'clean; exit 130' INT
trap 'clean; exit 143' TERM

# Runs the last check of a test and prints the number of checks.
leave_nothing() {
  if [[ -z ${KEEP-} ]]; then
    remove
    [[ -z $(containers) ]] || die "Left behind: $(containers)"
    ok "nothing is left running"
  fi
  printf '%s passed, 0 failed\n' "$passed"
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)) && (exec 9<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

now() {
  date +%s%3N
}

# Waits for a command to succeed. Arguments: a name, the maximum of seconds, the command.
await() {
  local what=$1 seconds=$2 until
  until=$(($(now) + seconds * 1000))
  shift 2
  until "$@" >/dev/null 2>&1; do
    [[ $(now) -lt $until ]] || die "$what did not come within $seconds s."
    [[ -z $(engine ps -q --filter "name=$RUN" --filter status=exited) ]] ||
      die "$what did not come, a container has ended: $(last_words)"
    sleep 0.1
  done
}

# --- Limits of a task ---------------------------------------------------------------------------------------------------

hardening=(--read-only --cap-drop=ALL --security-opt=no-new-privileges --no-healthcheck)
# By default Podman mounts writable file systems at /tmp and /run.
[[ $ENGINE != podman ]] || hardening+=(--read-only-tmpfs=false)
limits=(--memory 1g --memory-swap 1g --cpus 0.5)
engine run --rm --network none --no-healthcheck --entrypoint true "$TAG" || die "The image does not run."
if ! engine run --rm --network none --no-healthcheck "${limits[@]}" --entrypoint true "$TAG" 2>"$work/limits"; then
  note "SKIPPED: the limits of 0.5 CPU and 1 GiB, which cannot be set here: $(tail -n 1 "$work/limits")"
  limits=()
fi

# Seconds before ECS counts a failed health check, and seconds before it has counted three.
# shellcheck disable=SC2034 # for the scripts that source this
readonly START_PERIOD=60 PATIENCE=150

# Starts the sandbox catalog from $SANDBOX_JAR and waits for it; $work/token is a writer's. Arguments: more arguments of run.
catalog() {
  engine run -d --name "$RUN-catalog" --no-healthcheck \
    -v "${SANDBOX_JAR:-$PWD/ops/sandbox/target/quilt-sandbox.jar}:/sandbox.jar:ro" \
    "$@" --entrypoint java "$TAG" -jar /sandbox.jar --port 8090 --s3-port 8091 >/dev/null
  await "The sandbox" "$PATIENCE" catalog_ready
  sed -n 's/.*"writer":"\([^"]*\)".*/\1/p' "$work/ready" >"$work/token"
}

catalog_ready() {
  engine logs "$RUN-catalog" 2>&1 | grep '^READY ' >"$work/ready"
}

# Sends a request from the catalog's container. Arguments: those of curl.
ask_catalog() {
  engine exec "$RUN-catalog" curl -sf --max-time 60 -H 'Content-Type: application/json' "$@"
}

# Starts an instance beside the catalog. Arguments: its name, more arguments of run.
instance() {
  local name=$1
  shift
  engine run -d --name "$RUN-$name" "${limits[@]}" "${hardening[@]}" -e MCP_SKIP_BANNER=true \
    -e QUILT_CATALOG_URL=http://127.0.0.1:8090 -e QUILT_REGISTRY_URL=http://127.0.0.1:8090 \
    -e AWS_ENDPOINT_URL_S3=http://127.0.0.1:8091 -e QUILT_MCP_STATE_KEY=0123456789abcdef0123456789abcdef "$@" "$TAG" >/dev/null
}
