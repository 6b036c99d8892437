package dev.stuckpod.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo of a load test: no policy, one word before the command, and the report at its end. */
final class LoadTestDemo {

  private static final String SECONDS = "60";

  /** What the gate ends with where a pod is stuck. */
  private static final int STUCK = 1;

  private final Site site;
  private final Stage stage;
  private final Preparation preparation;
  private final Way way;
  private final Console out;

  LoadTestDemo(Site site, Cleanup cleanup, Way way, Console out) {
    this.site = site;
    this.stage = new Stage(site);
    this.preparation = new Preparation(site, cleanup, stage);
    this.way = way;
    this.out = out;
  }

  /** Runs all steps; tells whether the gate has failed for the right reason. */
  boolean run() throws CommandException, IOException, InterruptedException {
    if (way == Way.RESTART) {
      throw new CommandException(
          "This machine's kernel (Yama) lets nobody read another process's memory, and a load test"
              + " restarts nothing: set kernel.yama.ptrace_scope to 0 for this demo");
    }
    Pod hub = preparation.withoutPolicy();
    Path json = Files.createTempFile("stuckpod-loadtest", ".json");
    try {
      List<String> command = gate(hub, json);
      out.gap();
      out.line("$ " + String.join(" ", command).replace(site.root() + "/", ""));
      out.flush();
      int exit = run(command);
      return tell(hub, exit, new ObjectMapper().readTree(Files.readString(json)));
    } finally {
      Files.delete(json);
    }
  }

  private List<String> gate(Pod hub, Path json)
      throws CommandException, IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                site.root().resolve("stuckpod").toString(),
                "loadtest",
                "--selector",
                "app=hub",
                "--namespace",
                Stage.NAMESPACE,
                "--settle",
                "10s",
                "--json",
                json.toString()));
    site.context().ifPresent(context -> command.addAll(List.of("--context", context)));
    command.add("--");
    if (site.isOwn()) {
      command.addAll(
          List.of(
              site.script("e2e/cluster/tool", "k6").strip(),
              "run",
              "--quiet",
              "--no-usage-report",
              "--log-output=none",
              "-e",
              "TARGET=" + hub.getStatus().getPodIP() + ":8080",
              "-e",
              "DURATION=" + SECONDS,
              site.root().resolve("e2e/load/hub.js").toString()));
    } else { // pods of other clusters are not to be reached from here
      new Freeze(site, stage).startLoad(hub, SECONDS);
      command.addAll(List.of("kubectl", "wait", "pod/k6", "--namespace", Stage.NAMESPACE));
      site.context().ifPresent(context -> command.addAll(List.of("--context", context)));
      command.addAll(List.of("--for=jsonpath={.status.phase}=Succeeded", "--timeout=3m"));
    }
    return command;
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(site.environment());
    return builder.start().waitFor();
  }

  private boolean tell(Pod hub, int exit, JsonNode report) {
    var unmet = new ArrayList<String>();
    if (exit != STUCK) {
      unmet.add("The load test ended with %d, not with 1".formatted(exit));
    }
    String name = report.path("pods").path(0).path("dumpAnalysis").asText("");
    DumpAnalysis analysis =
        name.isEmpty()
            ? null
            : site.client()
                .resources(DumpAnalysis.class)
                .inNamespace(Stage.NAMESPACE)
                .withName(name)
                .get();
    Pod now = site.client().pods().resource(hub).get();
    if (analysis == null || now == null) {
      unmet.add("The report names no analysis that is there, or the pod has gone");
    } else {
      int restarts =
          now.getStatus().getContainerStatuses().stream()
              .filter(container -> container.getName().equals("hub"))
              .mapToInt(container -> container.getRestartCount())
              .sum();
      unmet.addAll(Expectations.unmet(analysis, restarts, way));
    }
    out.gap();
    unmet.forEach(sentence -> out.line("NOT SEEN: " + sentence));
    out.line(
        unmet.isEmpty()
            ? "The load test failed, as it should: everything that the demo promises was seen."
            : "The demo failed.");
    out.flush();
    return unmet.isEmpty();
  }
}
