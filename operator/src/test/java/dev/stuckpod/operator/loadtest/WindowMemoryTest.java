package dev.stuckpod.operator.loadtest;

import static dev.stuckpod.operator.loadtest.Watching.INTERVAL;
import static dev.stuckpod.operator.loadtest.Watching.NOTHING;
import static dev.stuckpod.operator.loadtest.Watching.SEEN;
import static dev.stuckpod.operator.loadtest.Watching.START;
import static dev.stuckpod.operator.loadtest.Watching.WELL;
import static dev.stuckpod.operator.loadtest.Watching.at;
import static dev.stuckpod.operator.loadtest.Watching.look;
import static dev.stuckpod.operator.loadtest.Watching.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.loadtest.member.ListedPods;
import dev.stuckpod.operator.loadtest.member.LoadState;
import dev.stuckpod.operator.loadtest.member.Sights;
import dev.stuckpod.operator.loadtest.reading.Readings;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.PodAccount;
import dev.stuckpod.operator.loadtest.window.PodResult;
import dev.stuckpod.operator.loadtest.window.PodSight;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.probes.ProbeEvents;
import dev.stuckpod.operator.readings.scraped.Unscraped;
import dev.stuckpod.operator.readings.sources.DirectScraper;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.scrape.Monitors;
import dev.stuckpod.operator.scrape.Scraper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a window's process remembers from turn to turn. Nobody is asked for it. */
class WindowMemoryTest {

  /** Of no server. */
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.empty()).withMasterUrl("https://127.0.0.1:1").build())
          .build();

  private final WindowMemory memory = memory();

  @AfterEach
  void close() {
    client.close();
  }

  private WindowMemory memory() {
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    return new WindowMemory(
        new Readings(
            new Budget(10, 10),
            new Glances(
                new Sidecars(
                    client,
                    () -> new HeldCertificate.Builder().build(),
                    (_, _) -> Optional.empty())),
            new Scraper(INTERVAL),
            clock),
        new Sights(client),
        new ProbeEvents(client, clock),
        new LoadState(client, START),
        new Monitors(client, clock),
        new Policies(
            client,
            new Sources(client, "stuckpod", Unscraped.with(client), clock),
            new Evaluation(new DirectScraper(INTERVAL)::scrape, clock),
            clock),
        LoadTestWindowStatusBuilder.builder().build(),
        INTERVAL,
        START);
  }

  @Test
  void whoComesJoinsWhoIsNotThereHasLeftAndMayComeAgain() {
    present(0, "a", "b");
    assertThat(memory.accounts()).extracting(Account::pod).containsExactly("a", "b");

    present(9, "b", "c");
    assertThat(sum("a").leftAt()).isEqualTo(at(9));
    assertThat(sum("c").joinedAt()).isEqualTo(at(9));

    present(12, "b", "c");
    assertThat(sum("a").leftAt()).as("it left once").isEqualTo(at(9));
    present(15, "a");
    look(account("a"), 15, 15, SEEN, WELL);
    assertThat(sum("a").leftAt()).isNull();
    assertThat(memory.accounts()).hasSize(3);
  }

  @Test
  void aPodThatGoesUnseenIsNotedAsSuchAndOneThatWasSeenIsNot() {
    present(0, "seen", "unseen", "stays");
    memory.sighted(sights("seen", "unseen", "stays"), at(0));
    look(account("seen"), 0, 60, SEEN, WELL);
    look(account("unseen"), 0, 60, Watching.NO_SIDECAR);

    present(62, "stays");
    memory.sighted(sights("stays"), at(62));

    assertThat(memory.notes().all())
        .containsExactly(
            new Note(
                "seen", NoteReason.ScaledIn, "The pod went: 1 of its workload are left.", at(62)),
            new Note(
                "unseen", NoteReason.NotSeen, Recollection.UNSEEN + " It has no sidecar.", at(62)),
            new Note(
                "unseen",
                NoteReason.ScaledIn,
                "The pod went: 1 of its workload are left.",
                at(62)));
    assertThat(account("unseen").sum().result(at(99))).isEqualTo(PodResult.Unknown);
  }

  @Test
  void restartsAreCountedFromTheFirstSightOn() {
    present(0, "a");
    memory.sighted(List.of(sight("a", 4)), at(0));
    memory.sighted(List.of(sight("a", 5)), at(3));
    assertThat(sum("a").restarts()).isEqualTo(1);
    assertThat(memory.notes().all()).extracting(Note::reason).containsExactly(NoteReason.Restarted);
  }

  @Test
  void anEpisodeIsOverWhenALookHasFoundNothing() {
    present(0, "a");
    memory.sighted(sights("a"), at(0));
    look(account("a"), 0, 0, SEEN, suspect(0));
    account("a").begun("a-1", at(3));
    assertThat(memory.looking()).extracting(Account::pod).containsExactly("a");
    assertThat(memory.recoveredAt("uid-a")).isNull();

    account("a").ended(NOTHING, at(5));
    assertThat(memory.looking()).isEmpty();
    assertThat(memory.recoveredAt("uid-a")).isEqualTo(at(5));
    assertThat(memory.recoveredAt("uid-b")).isNull();
  }

  @Test
  void podsAreReadAsOftenAsTheWindowSaysHoweverOftenItIsLookedAt() {
    assertThat(IntStream.rangeClosed(0, 12).filter(i -> memory.readingIsDue(at(i))).boxed())
        .containsExactly(0, 3, 6, 9, 12);
  }

  @Test
  void podsAreReadEarlyOnceWhereThatMayShowThatOneStands() {
    Duration interval = Duration.ofSeconds(3);
    assertThat(WindowMemory.nextReading(at(6), interval, Optional.empty())).isEqualTo(at(9));
    assertThat(WindowMemory.nextReading(at(6), interval, Optional.of(at(7)))).isEqualTo(at(7));
    assertThat(WindowMemory.nextReading(at(6), interval, Optional.of(at(12)))).isEqualTo(at(9));
    Optional<Instant> atOnce = Optional.of(at(6).plusMillis(1));
    assertThat(WindowMemory.nextReading(at(6), interval, atOnce))
        .as("a reading has a pause behind it")
        .isEqualTo(at(6).plusMillis(500));
    assertThat(WindowMemory.nextReading(at(7), interval, Optional.of(at(7))))
        .as("read since, and not answered")
        .isEqualTo(at(10));
  }

  @Test
  void howManyPodsEverComeIsBoundedAndThatThereWereMoreIsNoted() {
    for (int i = 0; i < 12; i++) {
      int round = i;
      present(
          3 * i,
          IntStream.range(0, 100).mapToObj(j -> "p" + (100 * round + j)).toArray(String[]::new));
    }
    assertThat(memory.accounts()).hasSize(WindowMemory.MOST_ACCOUNTS);
    assertThat(memory.account("p1100")).isEmpty();
    assertThat(memory.notes().all()).extracting(Note::reason).containsExactly(NoteReason.LeftOut);
  }

  private void present(int second, String... pods) {
    memory.present(
        ListedPods.members(Stream.of(pods).map(ListedPods::running).toList()), at(second));
  }

  private Account account(String pod) {
    return memory.account(pod).orElseThrow();
  }

  private PodAccount sum(String pod) {
    return account(pod).sum();
  }

  private static List<PodSight> sights(String... pods) {
    return Stream.of(pods).map(pod -> sight(pod, 0)).toList();
  }

  private static PodSight sight(String pod, int restarts) {
    return new PodSight(
        pod, "uid-" + pod, "cable", START, true, restarts, null, 0, null, false, false);
  }
}
