# shellcheck shell=bash
# Sourced by the tests that scrape a real server: functions that report, start and wait, and the two jars. The folder $folder
# is removed at the end, and the processes of $children are ended.

readonly SERVER_JAR=service/target/quilt-mcp.jar SANDBOX_JAR=ops/sandbox/target/quilt-sandbox.jar
children=()

die() {
  printf 'FAILED  %s\n' "$*" >&2
  exit 1
}

for command in promtool prometheus node; do
  command -v "$command" >/dev/null || die "$command is not on PATH: install it (Debian: prometheus, nodejs)."
done
for jar in "$SERVER_JAR" "$SANDBOX_JAR"; do
  [[ -f $jar ]] || die "$jar is missing: build it with mvn -DskipTests package."
done
JAVA_HOME=$(ops/find-jdk)
folder=$(mktemp -d)

stop() {
  local child
  for child in "${children[@]}"; do
    kill "$child" 2>/dev/null || true
  done
  for child in "${children[@]}"; do
    wait "$child" 2>/dev/null || true
  done
  rm -rf "$folder"
}
trap stop EXIT

# Waits until a child's output has a line. Arguments: the child's process, its output, the line's beginning; if another
# process's output says why it does not, that too.
await() {
  local left
  for ((left = 900; left > 0; left--)); do
    ! grep -q "$3" "$2" || return 0
    kill -0 "$1" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "${4-$2}" >&2
  die "Line '$3' did not appear."
}

# Starts the sandbox and sets $READY, what its READY line says.
start_sandbox() {
  touch "$folder/sandbox"
  "$JAVA_HOME/bin/java" -jar "$SANDBOX_JAR" >"$folder/sandbox" 2>&1 &
  children+=($!)
  await $! "$folder/sandbox" '^READY '
  READY=$(sed -n 's/^READY //p' "$folder/sandbox")
  export READY
}

# Prints a field of $READY, such as tokens.writer.
field() {
  node -p "JSON.parse(process.env.READY).$1"
}

# Variables that this shell happens to have belong to another deployment.
# shellcheck disable=SC2086 # a list of names, which may be empty
unset ${!AWS_@} ${!FASTMCP_@} ${!QUILT_@} ${!MCP_@} ${!OTEL_@}
