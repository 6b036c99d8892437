package dev.stuckpod.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Ask;
import dev.stuckpod.cli.report.page.Cause;
import dev.stuckpod.cli.report.page.Groups;
import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.cli.report.page.Movement;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Stage;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.cli.report.page.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a page says, of dumps and of a load test that were real. */
class PageTest {

  private static final Path INCIDENT = Sources.CORPUS.resolve("go-incident.go1.26.memory.txt");

  @Test
  void saysWhatTheTextSays() throws Exception {
    Story story = Sources.story(Sources.page(INCIDENT));

    try (var in = Files.newInputStream(INCIDENT)) {
      var analysis = dev.stuckpod.analysis.Analyzer.analyze(in);
      assertThat(story.headline().word() + " (" + story.headline().confidence() + ")")
          .isEqualTo(analysis.headline());
      assertThat(story.headline().sentence()).isEqualTo(analysis.cause());
      Cause cause = story.causes().getFirst();
      assertThat(cause.evidence()).isEqualTo(analysis.findings().getFirst().evidence());
      assertThat(PlainText.of(analysis).text()).contains(cause.suggestion(), cause.explanation());
    }
    assertThat(story.headline().sure()).startsWith("Proven: the dump itself says so");
  }

  @Test
  void listsAllGroupsThoseThatAreIdleLast() throws CommandException {
    Groups groups = Sources.groups(Sources.page(INCIDENT));

    assertThat(groups.groups()).hasSize(15);
    assertThat(groups.groups().stream().map(Groups.Group::idle).toList()).isSorted();
    assertThat(groups.leftOut()).isEmpty();
    Groups.Group first = groups.groups().getFirst();
    assertThat(first.count()).isEqualTo(16);
    assertThat(first.pack()).isEqualTo("main");
    assertThat(first.place()).startsWith("main.(*hub).deliver (channels.go:74)");
    assertThat(first.frames()).anySatisfy(f -> assertThat(f.own()).isTrue());
  }

  @Test
  void toldWithItsDigest() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(INCIDENT));

    assertThat(Sources.story(Sources.page(INCIDENT)).raws())
        .singleElement()
        .satisfies(raw -> assertThat(raw.sha256()).isEqualTo(HexFormat.of().formatHex(digest)));
  }

  @Test
  void linesOfTheApplicationHaveTheAddressThatTheTemplateGives() throws CommandException {
    Links links = Links.of("https://git.example/hub/blob/v1/{path}#L{line}", List.of("/"));
    ReportPage page = Sources.page(links, INCIDENT);

    assertThat(Sources.picture(page).nodes())
        .extracting(node -> Objects.requireNonNullElse(node.link(), ""))
        .anyMatch(link -> link.matches("https://git.example/hub/blob/v1/.*channels.go#L61"));
    assertThat(Sources.story(page).causes().getFirst().participants())
        .allSatisfy(one -> assertThat(one.link()).startsWith("https://git.example/hub/blob/v1/"));
    assertThat(Sources.groups(page).groups().stream().flatMap(g -> g.frames().stream()))
        .filteredOn(frame -> frame.function().startsWith("sync."))
        .isNotEmpty()
        .allSatisfy(frame -> assertThat(frame.link()).isNull());
  }

  @Test
  void twoDumpsTellWhatMoved() throws CommandException {
    Movement movement = movement("1", "2");

    assertThat(movement.sentence())
        .isEqualTo(
            "2 dumps: 219 goroutines stayed where they were, 0 moved, 111 are new, 24 have ended");
    Movement.Place grown = movement.places().getFirst();
    assertThat(grown.place()).startsWith("chat.(*Hub).broadcastToStream (hub.go:94)");
    assertThat(List.of(grown.before(), grown.after(), grown.stayed()))
        .isEqualTo(List.of(68, 139, 68));
    Movement.Place back = movement("2", "1").places().getFirst();
    assertThat(List.of(back.before(), back.after(), back.stayed())).isEqualTo(List.of(139, 68, 68));
  }

  private static Movement movement(String first, String last) throws CommandException {
    String name = "hub-growing-go1.26.memory-%s.txt.gz";
    ReportPage page =
        Sources.page(
            Sources.DUMPS.resolve(name.formatted(first)),
            Sources.DUMPS.resolve(name.formatted(last)));
    return Objects.requireNonNull(Sources.story(page).movement());
  }

  @Test
  void aLoadTestIsToldFromItsFolder() throws CommandException {
    ReportPage page = Sources.page(Sources.LOAD_TEST);

    assertThat(page.headline().word()).isEqualTo("Load test: Stuck");
    assertThat(page.timeline())
        .extracting(Moment::stage)
        .containsSubsequence(
            Stage.LOAD, Stage.PROGRESS, Stage.FREEZE, Stage.NOTICED, Stage.DUMP, Stage.LOAD);
    assertThat(page.timeline())
        .extracting(Moment::text)
        .contains("the load begins", "the load has ended with 0");
    assertThat(page.tables()).extracting(Table::title).containsExactly("Pods", "What k6 has seen");
    Story story = Sources.story(page);
    assertThat(story.headline().confidence()).isEqualTo("Strong");
    assertThat(story.movement()).as("the dumps themselves were read").isNotNull();
    assertThat(story.tables())
        .extracting(Table::title)
        .containsExactly("What was read when it was noticed");
    assertThat(story.raws())
        .extracting(raw -> raw.sha256().substring(0, 8))
        .containsExactly("1740f8d9", "8f08f35e");
    assertThat(story.again())
        .extracting(Ask::command)
        .contains(
            "kubectl get dumpanalysis hub-7b77d8c587-fsvdm-6351ac9a79 -n play -o yaml",
            "rate(hub_data_sent_total{namespace=\"play\", pod=\"hub-7b77d8c587-fsvdm\"}[1m])");
  }

  @Test
  void itsReadingsAreDrawnWithTheWindowMarked() throws CommandException {
    ReportPage page = Sources.page(Sources.LOAD_TEST);

    assertThat(page.plots()).hasSize(7);
    Plot first = page.plots().getFirst();
    assertThat(first.title()).as("what the decision rested on").isEqualTo("hub_clients_num");
    assertThat(first.says()).contains("stands at 605 since 14:54:20");
    assertThat(first.lines()).singleElement().satisfies(line -> assertThat(line.own()).isTrue());
    Plot.Span window = Objects.requireNonNull(first.window());
    assertThat(window.from()).isEqualTo("2026-11-29T14:54:23Z");
    assertThat(window.to()).isEqualTo("2026-11-29T14:54:34.589Z");
  }

  @Test
  void aReportAloneTellsPodsAndTimes() throws CommandException {
    ReportPage page = Sources.page(Sources.LOAD_TEST.resolve("report.json"));

    assertThat(page.headline().word()).isEqualTo("Load test: Stuck");
    assertThat(page.timeline()).extracting(Moment::stage).contains(Stage.FREEZE, Stage.NOTICED);
    assertThat(page.tables().getFirst().rows()).hasSize(1);
    assertThat(page.stories()).isEmpty();
  }
}
