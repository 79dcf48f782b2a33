# Turns a task definition, as describe-task-definition returns it, into one whose tasks can hand over their heap or a
# profile; the output is the input of register-task-definition. Without it a task has nothing to write to, and nothing leaves it.
#   $when  full: a dump when the heap is full · now: a dump of the heap as it is, a minute after the start ·
#          histogram: only log lines, with the classes and their sizes but no object's value ·
#          profile: a flight recording of two minutes, five minutes after the start
#   $url   destination of the dump or the recording: a presigned PUT
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
def put($file): "curl -fsS --max-time 3600 -T " + $file + " \"$DUMP_URL\" && rm " + $file + " && echo The dump is put.";
def put: put("/tmp/heap.hprof");
# Every event by name: the JDK's own settings also record environment variables, system properties and objects of the heap.
def recording: "JFR.start name=profile settings=none maxsize=64m"
  + " +jdk.ExecutionSample#enabled=true +jdk.ExecutionSample#period=20ms"
  + " +jdk.NativeMethodSample#enabled=true +jdk.NativeMethodSample#period=20ms"
  + " +jdk.ObjectAllocationSample#enabled=true +jdk.ObjectAllocationSample#throttle=150/s +jdk.ObjectAllocationSample#stackTrace=true"
  + " +jdk.JavaMonitorEnter#enabled=true +jdk.JavaMonitorEnter#threshold=5ms +jdk.JavaMonitorEnter#stackTrace=true"
  + " +jdk.VirtualThreadPinned#enabled=true +jdk.VirtualThreadPinned#threshold=5ms +jdk.VirtualThreadPinned#stackTrace=true"
  + " +jdk.GarbageCollection#enabled=true +jdk.GCPhasePause#enabled=true +jdk.GCHeapSummary#enabled=true"
  + " +jdk.CPULoad#enabled=true +jdk.CPULoad#period=1s +jdk.ThreadCPULoad#enabled=true +jdk.ThreadCPULoad#period=10s"
  + " +jdk.Compilation#enabled=true +jdk.Compilation#threshold=100ms +jdk.SafepointBegin#enabled=true +jdk.SafepointBegin#threshold=10ms";
def hand_over:
  if $when == "full" then "trap : TERM; sleep infinity & wait; [ ! -s /tmp/heap.hprof ] || { " + put + "; }"
  elif $when == "now" then "sleep 60; jcmd " + pid + " GC.heap_dump /tmp/heap.hprof && " + put
  elif $when == "histogram" then "sleep 60; jcmd " + pid + " GC.class_histogram | head -n 60"
  elif $when == "profile" then "sleep 300; jcmd " + pid + " " + recording + " && sleep 120 && jcmd " + pid
    + " JFR.stop name=profile filename=/tmp/profile.jfr && " + put("/tmp/profile.jfr")
  else error("when is full, now, histogram or profile") end;

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
