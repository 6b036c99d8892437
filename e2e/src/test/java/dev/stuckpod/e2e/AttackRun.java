package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.e2e.Bystander.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Attacks one after the other beside a bystander; a table of them is left in target/hostile.md. */
final class AttackRun implements AutoCloseable {

  private static final Path TABLE = Project.root().resolve("e2e/target/hostile.md");

  /** An odd number: one in the middle stands for them. */
  private static final int QUIET_WORKS = 5;

  private final TestCluster cluster;
  private final Bystander others;
  private final Work before;
  private final List<AttackEnd> ends = new ArrayList<>();

  AttackRun(TestCluster cluster) {
    this.cluster = cluster;
    this.others = new Bystander(cluster);
    others.work(); // the first one has much to load
    this.before = Work.median(Stream.generate(others::work).limit(QUIET_WORKS).toList());
    TestCluster.say("undisturbed: " + before);
  }

  void run(Attack attack) throws IOException {
    TestCluster.say(attack.label());
    try (var attacker = new Attacker(cluster, others)) {
      String inService = others.inService();
      int deaths = others.deaths();
      attack.begin(attacker);
      int killed = attack.endsTheOperator() ? 1 : 0;
      Work during = killed > 0 ? others.workOnceServed() : others.work();
      var end =
          new AttackEnd(
              attack,
              attacker.begun(),
              before,
              during,
              others.deaths() + attacker.deaths() - deaths - killed,
              others.inService().equals(inService) ? 0 : 1,
              attacker.foreignReads());
      ends.add(end);
      print();
      TestCluster.say(end.line().strip());
      assertThat(end.isHarmful()).as(end.line()).isFalse();
      attacker.awaitEnds();
      assertThat(attacker.isRefused()).as("the foreign query is refused").isTrue();
    }
  }

  /** After each, because a run is long. */
  private void print() throws IOException {
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE,
        AttackEnd.HEAD
            + ends.stream().map(AttackEnd::line).collect(Collectors.joining())
            + AttackEnd.tally(ends));
  }

  @Override
  public void close() {
    others.close();
  }
}
