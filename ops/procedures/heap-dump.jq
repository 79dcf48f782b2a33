# Turns a task definition, as describe-task-definition returns it, into one whose tasks can hand over their heap; the output
# is the input of register-task-definition. Without it a task has nothing to write to, and nothing leaves it.
#   $when  full: a dump when the heap is full · now: a dump of the heap as it is, a minute after the start ·
#          histogram: only log lines, with the classes and their sizes but no object's value
#   $url   destination of the dump: a presigned PUT
def server: .containerDefinitions[0];
def volume: {sourceVolume: "heap", containerPath: "/tmp"};
def beside($name): {
  name: $name,
  image: server.image,
  essential: false,
  readonlyRootFilesystem: true,
  mountPoints: [volume],
  logConfiguration: server.logConfiguration
};
# The server's process, as the second container sees it.
def pid: "$(grep -lsx java /proc/[0-9]*/comm | cut -d/ -f3)";
def put: "curl -fsS --max-time 3600 -T /tmp/heap.hprof \"$DUMP_URL\" && rm /tmp/heap.hprof && echo The dump is put.";
def hand_over:
  if $when == "full" then "trap : TERM; sleep infinity & wait; [ ! -s /tmp/heap.hprof ] || { " + put + "; }"
  elif $when == "now" then "sleep 60; jcmd " + pid + " GC.heap_dump /tmp/heap.hprof && " + put
  elif $when == "histogram" then "sleep 60; jcmd " + pid + " GC.class_histogram | head -n 60"
  else error("when is full, now or histogram") end;

{family, networkMode, requiresCompatibilities, cpu, memory, executionRoleArn, taskRoleArn, runtimePlatform, containerDefinitions}
| with_entries(select(.value != null))
| .volumes = [{name: "heap"}]
| .pidMode = "task"
| .containerDefinitions = [
    (server
      | .mountPoints = [volume]
      | .dependsOn = [{containerName: "prepare", condition: "SUCCESS"}]
      | if $when == "full" then .environment += [{name: "JDK_JAVA_OPTIONS", value: "-XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/tmp/heap.hprof"}] else . end),
    # An empty volume belongs to root.
    (beside("prepare") + {user: "0", entryPoint: ["chown", "10001:10001", "/tmp"], command: []}),
    (beside("hand-over") + {
      # The JVM hands its heap only to a process of its own user and group.
      user: (server.user // "10001:10001"),
      linuxParameters: {capabilities: {drop: ["ALL"]}},
      dependsOn: [{containerName: "prepare", condition: "SUCCESS"}],
      entryPoint: ["sh", "-c"],
      command: [hand_over],
      environment: [{name: "DUMP_URL", value: $url}],
      stopTimeout: 120
    })
  ]
