package dev.stuckpod.cli.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate at a real API server, with the operator's words written by the test. */
@WithApiServer
class GateIT extends AtTheGate {

  GateIT(KubernetesClient client, ApiServer server) throws IOException {
    super(client, server);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "99, 99"})
  void aGreenRunEndsAsItsLoadDoes(int load, int exit) throws Exception {
    Path begun = folder.resolve("begun");
    Path json = folder.resolve("new/report.json");

    int code =
        whileOperator(
            () -> {
              bed.operator.takeUp("startedAt: \"2026-01-15T14:00:00Z\"");
              Thread.sleep(1500);
              assertThat(begun).as("nobody is watched yet").doesNotExist();
              bed.operator.say(PlayedOperator.OPEN);
              bed.operator.awaitClosed();
              assertThat(begun).exists();
              bed.operator.say(PlayedOperator.GREEN);
            },
            "loadtest",
            "--selector",
            "app=cable",
            "--settle",
            "1s",
            "--json",
            json.toString(),
            "--",
            "sh",
            "-c",
            "touch '%s'; exit %d".formatted(begun, load));

    assertThat(code).as(bed.err.toString()).isEqualTo(exit);
    assertThat(bed.lastLine())
        .startsWith("stuckpod: Succeeded: No pod got stuck, of 2")
        .endsWith("(exit %d)".formatted(exit));
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/schema").textValue()).isEqualTo("stuckpod.dev/loadtest/v1alpha1");
    assertThat(report.at("/result").textValue()).isEqualTo("Succeeded");
    assertThat(report.at("/load/exit").intValue()).isEqualTo(load);
    assertThat(report.at("/load/command").textValue()).startsWith("sh -c 'touch ");
    assertThat(report.at("/pods").size()).isEqualTo(2);
    assertThat(report.at("/pods/0/result").textValue()).isEqualTo("ok");
  }

  @Test
  void aPodThatIsStuckIsToldWhileTheLoadRunsAndFailsIt() throws Exception {
    Path told = folder.resolve("told");

    int code =
        whileOperator(
            () -> {
              bed.operator.takeUp(PlayedOperator.OPEN);
              bed.operator.say(PlayedOperator.INCIDENT);
              await().until(() -> bed.err.toString().contains("pod cable-b is stuck"));
              Files.writeString(told, "");
              bed.operator.awaitClosed();
              bed.operator.say(
                  PlayedOperator.over("False", "Stuck", "Stuck", "1 of 2 pods got stuck."));
            },
            "loadtest",
            "-l",
            "app=cable",
            "--",
            "sh",
            "-c",
            "while [ ! -e '%s' ]; do sleep 0.1; done".formatted(told));

    assertThat(code).isEqualTo(1);
    assertThat(bed.lastLine())
        .isEqualTo(
            "stuckpod: Stuck: pod cable-b since 14:02:11, RWMutex (*Hub)+0x68 is read-held by"
                + " broadcastToStream (hub.go:354) (exit 1)");
  }

  @Test
  void theOperatorIsToldAgainAndAgainThatTheLoadRuns() throws Exception {
    Path enough = folder.resolve("enough");

    int code =
        whileOperator(
            () -> {
              bed.operator.takeUp(PlayedOperator.OPEN);
              await().until(bed.operator::loadRuns, "1"::equals);
              await().atMost(Duration.ofMinutes(1)).until(bed.operator::loadRuns, "2"::equals);
              Files.writeString(enough, "");
              bed.operator.awaitClosed();
              bed.operator.say(PlayedOperator.GREEN);
            },
            "loadtest",
            "--selector",
            "app=cable",
            "--",
            "sh",
            "-c",
            "while [ ! -e '%s' ]; do sleep 0.1; done".formatted(enough));

    assertThat(code).as(bed.err.toString()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"false, 2", "true, 1"})
  void aWindowThatSomebodyDeletesIsNotGreen(boolean isStuck, int exit) throws Exception {
    int code =
        whileOperator(
            () -> {
              bed.operator.takeUp(PlayedOperator.OPEN);
              if (isStuck) {
                bed.operator.say(PlayedOperator.INCIDENT);
                await().until(() -> bed.err.toString().contains("pod cable-b is stuck"));
              }
              bed.operator.delete();
              Files.writeString(folder.resolve("deleted"), "");
            },
            "loadtest",
            "--selector",
            "app=cable",
            "--",
            "sh",
            "-c",
            "while [ ! -e '%s' ]; do sleep 0.1; done".formatted(folder.resolve("deleted")));

    assertThat(code).isEqualTo(exit);
    assertThat(bed.out.toString()).contains("The window was deleted meanwhile");
  }

  @Test
  void whereNoOperatorIsNothingIsRunAndNothingIsLeft() {
    Path begun = folder.resolve("begun");

    int code = bed.run("loadtest", "--selector", "app=cable", "--", "touch", begun.toString());

    assertThat(code).isEqualTo(2);
    assertThat(bed.lastLine()).startsWith("stuckpod: Unknown: No operator has taken up the window");
    assertThat(begun).doesNotExist();
    assertThat(bed.operator.windows()).isEmpty();
  }

  @Test
  void anApiServerThatIsAwayForAWhileIsAskedAgain() throws Exception {
    try (var passage = new Passage(GateBed.port(server))) {
      bed.close();
      bed = new GateBed(client, server, passage.port(), folder);
      bed.pods(true, "cable-a", "cable-b");

      int code =
          whileOperator(
              () -> {
                bed.operator.takeUp(PlayedOperator.OPEN);
                await().until(() -> Files.exists(folder.resolve("begun")));
                passage.shut();
                await().until(() -> bed.err.toString().contains("the API server does not answer"));
                Thread.sleep(3000); // the load ends meanwhile
                passage.open();
                bed.operator.awaitClosed();
                bed.operator.say(PlayedOperator.GREEN);
              },
              "loadtest",
              "--selector",
              "app=cable",
              "--",
              "sh",
              "-c",
              "touch '%s'; sleep 3; exit 5".formatted(folder.resolve("begun")));

      assertThat(code).as(bed.err.toString()).isEqualTo(5);
      assertThat(bed.err.toString()).contains("the API server answers again");
    }
  }

  @Test
  void aLoadElsewhereIsWaitedFor() throws Exception {
    Path json = folder.resolve("report.json");

    int code =
        whileOperator(
            () -> {
              bed.operator.takeUp(PlayedOperator.OPEN);
              assertThat(bed.operator.windows().getFirst().getSpec().during())
                  .isEqualTo(new During("3s", null, null, null));
              Thread.sleep(3000);
              bed.operator.say(PlayedOperator.GREEN);
            },
            "loadtest",
            "--selector",
            "app=cable",
            "--for",
            "3s",
            "--json",
            json.toString());

    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/load/command").isNull()).isTrue();
    assertThat(report.at("/load/endedAt").textValue()).isEqualTo("2026-01-15T14:10:00Z");
  }

  @Test
  void twoStepsOfAPipelineAreOneGate() throws Exception {
    Path page = folder.resolve("soak.html");
    assertThat(bed.run("loadtest", "open", "soak", "--policy", "cable")).isZero();
    assertThat(bed.lastLine()).isEqualTo("loadtestwindow/soak");
    assertThat(bed.operator.windows().getFirst().getSpec().policies()).containsExactly("cable");

    int code =
        whileOperator(
            () -> {
              bed.operator.takeUp(PlayedOperator.OPEN);
              bed.operator.awaitClosed();
              bed.operator.say(
                  PlayedOperator.over("Unknown", "NoReading", "Unknown", "Nobody could look."));
            },
            "loadtest",
            "close",
            "soak",
            "--html",
            page.toString());
    assertThat(Files.readString(page))
        .contains("<span class=\"badge full\">Load test: Unknown</span>")
        .contains("kubectl get loadtestwindow soak -n ");

    assertThat(code).isEqualTo(2);
    assertThat(bed.lastLine()).isEqualTo("stuckpod: Unknown: Nobody could look (exit 2)");
  }

  /** What is wrong is said before anything is made. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "loadtest --selector app=cable | Say what makes the load",
        "loadtest --for 10m | Say which pods",
        "loadtest --selector app=cable --policy x --for 10m | Say which pods",
        "loadtest --selector a;b --for 10m | is not a selector",
        "loadtest --selector app=cable --for ten | is not a duration",
        "loadtest --selector app=cable --for 10m -- true | not both",
        "loadtest --selector app=cable true | Put -- before the load's command",
        "loadtest --selector app=cable -- no-such-program | There is no program 'no-such-program'",
        "loadtest --selector app=cable --fail-on Maybe --for 1m | Maybe",
        "loadtest --selector app=cable --deadline 30s --for 10m | make it longer than",
        "loadtest --selector app=cable --json /proc/x/y.json --for 1m | cannot be written",
        "loadtest --selector app=cable --interval 1h --for 1m | interval",
        "loadtest --selector app=nobody --for 1m | No pod of namespace gate is selected",
        "loadtest --policy nobody --for 1m | There is no StuckPolicy 'nobody'",
        "loadtest --selector app=cable --context other --for 1m | no context 'other'",
        "loadtest open X --selector app=cable | is no name of an object",
        "loadtest open soak | Say which pods",
        "loadtest close nobody | There is no LoadTestWindow 'nobody'",
      })
  void badInputMakesNothing(String line, String said) {
    assertThat(bed.run(line.split(" "))).as(bed.out.toString()).isEqualTo(2);

    assertThat(bed.out + bed.err.toString()).contains(said);
    assertThat(bed.operator.windows()).isEmpty();
  }

  @Test
  void podsThatNobodyCouldLookAtAreToldBeforeTheLoad() throws Exception {
    bed.close();
    make(); // the pods of before are gone
    bed.close();
    bed = new GateBed(client, server, GateBed.port(server), folder);
    bed.pods(false, "cable-a", "cable-b");
    Path junit = folder.resolve("junit.xml");

    int code =
        bed.run("loadtest", "-l", "app=cable", "--junit", junit.toString(), "--", "touch", "begun");

    assertThat(code).isEqualTo(2);
    assertThat(bed.lastLine()).contains("has a sidecar: label them stuckpod.dev/inject=true");
    assertThat(Files.readString(junit)).contains("name=\"cable-a\"", "errors=\"2\"");
    assertThat(bed.operator.windows()).isEmpty();
  }

  /** Runs the gate while the operator does its part; what goes wrong with that is told. */
  private int whileOperator(Part part, String... words) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> played =
          threads.submit(
              (Callable<Object>)
                  () -> {
                    part.play();
                    return "";
                  });
      int code = bed.run(words);
      played.get();
      return code;
    }
  }

  /** What an operator does. */
  private interface Part {
    void play() throws Exception;
  }
}
