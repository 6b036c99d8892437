package dev.stuckpod.cli.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.WithApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gate as a process of its own, which gets signals and has a load with an output. */
@WithApiServer
class GateSignalsIT extends AtTheGate {

  GateSignalsIT(KubernetesClient client, ApiServer server) throws IOException {
    super(client, server);
  }

  @Test
  void anInterruptEndsTheLoadAndTheWindowStillTells() throws Exception {
    Process gate = startWithLoad();

    signal(gate, "INT");
    bed.operator.awaitClosed();
    bed.operator.say(PlayedOperator.GREEN);

    assertThat(exit(gate)).isEqualTo(105);
    List<String> out = Files.readAllLines(folder.resolve("out"));
    assertThat(out).startsWith("load begins", "load ends");
    assertThat(out.getLast())
        .isEqualTo(
            "stuckpod: Succeeded: No pod got stuck, of 2, and the load itself ended with 105 (exit"
                + " 105)");
  }

  @Test
  void theSecondInterruptEndsTheWaitingAndNothingIsGreen() throws Exception {
    Process gate = startWithLoad();

    signal(gate, "INT");
    bed.operator.awaitClosed();
    signal(gate, "INT");

    assertThat(exit(gate)).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("out")).getLast())
        .isEqualTo("stuckpod: Unknown: Interrupted before the window was over (exit 2)");
  }

  @Test
  void whoMayBeKilledSoonTellsAtOnceWhatIsKnown() throws Exception {
    Path json = folder.resolve("report.json");
    Process gate = startWithLoad("--json", json.toString());
    bed.operator.say(PlayedOperator.INCIDENT);
    await().until(() -> Files.readString(folder.resolve("err")).contains("cable-b is stuck"));

    signal(gate, "TERM");

    assertThat(exit(gate)).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/result").textValue())
        .isEqualTo("Stuck");
    assertThat(bed.operator.windows().getFirst().getSpec().ended()).isTrue();
  }

  private Process startWithLoad(String... options) throws IOException {
    Path begun = folder.resolve("begun");
    var words = new ArrayList<>(List.of("loadtest", "-l", "app=cable"));
    words.addAll(List.of(options));
    words.addAll(List.of("--", "sh", "-c", load(begun)));
    Process gate = bed.start(words.toArray(String[]::new));
    bed.operator.takeUp(PlayedOperator.OPEN);
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(begun));
    return gate;
  }

  /** Says so, goes on until it is asked to end, and ends with 105 as k6 does. */
  private static String load(Path begun) {
    return "trap 'echo load ends; exit 105' INT TERM; echo load begins; touch '"
        + begun
        + "'; while :; do sleep 0.1; done";
  }

  private static void signal(Process gate, String name) throws Exception {
    assertThat(
            new ProcessBuilder("sh", "-c", "kill -s " + name + " " + gate.pid()).start().waitFor())
        .isZero();
  }

  private int exit(Process gate) throws Exception {
    boolean ended = gate.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      gate.destroyForcibly();
    }
    assertThat(ended).as(Files.readString(folder.resolve("err"))).isTrue();
    return gate.exitValue();
  }
}
