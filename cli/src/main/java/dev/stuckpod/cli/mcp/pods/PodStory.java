package dev.stuckpod.cli.mcp.pods;

import dev.stuckpod.cli.cluster.AnalysisTable;
import dev.stuckpod.cli.cluster.TableText;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a cluster says of one pod. What may not be read is told, and the rest is said all the same.
 */
final class PodStory {
  private static final String NOT_INJECTED = "stuckpod.dev/not-injected";
  private static final long MOST = 100;
  private static final int EVENTS = 10;

  private final KubernetesClient client;
  private final String name;
  private final ScreenText.Page page = new ScreenText.Page(Layout.PLAIN);

  PodStory(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  ScreenText text() throws CommandException {
    Pod pod = client.pods().withName(name).get();
    if (pod == null) {
      page.line("There is no such pod now; what is said of it may still be there.");
    } else {
      pod(pod);
    }
    part("The policies", () -> new Policies(client, name, page).tell(pod != null));
    part("The load-test windows", this::windows);
    part("The analyses", this::analyses);
    part("The Events", this::events);
    return page.text();
  }

  /** Something that the user may not be allowed to read. */
  private interface Part {
    void tell();
  }

  private void part(String what, Part part) {
    try {
      part.tell();
    } catch (KubernetesClientException failed) {
      page.line("%s cannot be read: %s".formatted(what, Sentence.of(failed)));
    }
  }

  private void pod(Pod pod) {
    page.line("Pod %s: %s".formatted(name, pod.getStatus().getPhase()));
    Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .forEach(this::container);
    boolean watched =
        Stream.concat(
                pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
            .anyMatch(container -> container.getName().equals("stuckpod"));
    String why =
        pod.getMetadata().getAnnotations() == null
            ? null
            : pod.getMetadata().getAnnotations().get(NOT_INJECTED);
    if (!watched) {
      page.line(
          "It has no sidecar: "
              + (why == null
                  ? "label it stuckpod.dev/inject=true and restart it by kubectl rollout restart"
                  : why));
    }
  }

  private void container(ContainerStatus container) {
    page.line(
        "  container %s: %s, restarted %d times"
            .formatted(
                container.getName(),
                Boolean.TRUE.equals(container.getReady()) ? "ready" : "not ready",
                container.getRestartCount()));
  }

  private void windows() {
    var windows =
        client
            .resources(LoadTestWindow.class)
            .list(new ListOptionsBuilder().withLimit(MOST).build())
            .getItems();
    for (LoadTestWindow window : windows) {
      LoadTestWindowStatus status = window.getStatus();
      if (status == null) {
        continue;
      }
      String called = "Load-test window " + window.getMetadata().getName();
      if (status.watched() != null && status.watched().contains(name)) {
        page.line(
            "%s watches it: %s"
                .formatted(called, status.sentence() == null ? "open" : status.sentence()));
      }
      stream(status.incidents())
          .filter(incident -> name.equals(incident.pod()))
          .forEach(
              incident ->
                  page.line(
                      "%s found it stuck: %s, see analysis %s"
                          .formatted(called, incident.noticedBy(), incident.dumpAnalysis())));
      stream(status.notes())
          .filter(note -> name.equals(note.pod()))
          .forEach(
              note -> page.line("%s: %s, %s".formatted(called, note.reason(), note.message())));
    }
  }

  private void analyses() {
    AnalysisTable table =
        AnalysisTable.read(client, new AnalysisTable.Which(client.getNamespace(), null));
    int column = table.columns().stream().map(AnalysisTable.Column::name).toList().indexOf("Pod");
    List<AnalysisTable.Row> its =
        table.rows().stream()
            .filter(row -> column >= 0 && row.cells().get(column).equals(name))
            .limit(MOST)
            .toList();
    if (its.isEmpty()) {
      page.line("No dump of it was asked for.");
      return;
    }
    page.line("Analyses of it:");
    new TableText(false, false, 0)
        .lines(new AnalysisTable(table.columns(), its))
        .forEach(line -> page.line("  " + line));
  }

  private void events() {
    client
        .v1()
        .events()
        .withField("involvedObject.name", name)
        .list(new ListOptionsBuilder().withLimit(MOST).build())
        .getItems()
        .stream()
        .sorted(Comparator.comparing(PodStory::at).reversed())
        .limit(EVENTS)
        .forEach(
            event ->
                page.line(
                    "Event %s %s: %s".formatted(at(event), event.getReason(), event.getMessage())));
  }

  private static String at(Event event) {
    if (event.getLastTimestamp() != null) {
      return event.getLastTimestamp();
    }
    return event.getEventTime() == null
        ? event.getMetadata().getCreationTimestamp()
        : Objects.requireNonNullElse(event.getEventTime().getTime(), "");
  }

  private static <T> Stream<T> stream(@org.jspecify.annotations.Nullable List<T> list) {
    return list == null ? Stream.of() : list.stream();
  }
}
