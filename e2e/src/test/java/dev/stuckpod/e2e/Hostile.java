package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.e2e.Bystander.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Attackers beside a real operator and real sidecars; a table of what they did to others is left in
 * target/hostile.md. Takes half an hour: e2e/hostile/run, not a build. {@code
 * -Dattacks=PHRASE|PHRASE} runs only the rows whose names have one of them.
 */
@ExtendWith(TestCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Hostile {

  private static final Path TABLE = Project.root().resolve("e2e/target/hostile.md");

  private final List<AttackEnd> ends = new ArrayList<>();
  private @Nullable Bystander bystander;

  @TestFactory
  Stream<DynamicTest> whoHasNoRightGetsNothingAndStopsNothing(TestCluster cluster) {
    var others = new Bystander(cluster);
    bystander = others;
    others.work(); // the first one has much to load
    Work before = others.work();
    return chosen(System.getProperty("attacks", "").split("\\|", -1)).stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.label(), () -> run(cluster, others, before, attack)));
  }

  @AfterAll
  void end() {
    if (bystander != null) {
      bystander.close();
    }
  }

  private static List<Attack> chosen(String... phrases) {
    return Stream.of(phrases)
        .flatMap(phrase -> Stream.of(Attack.values()).filter(each -> each.label().contains(phrase)))
        .distinct()
        .toList();
  }

  private void run(TestCluster cluster, Bystander others, Work before, Attack attack)
      throws Exception {
    TestCluster.say(attack.label());
    try (var attacker = new Attacker(cluster, others)) {
      String inService = others.inService();
      int deaths = others.deaths();
      attack.begin(attacker);
      int killed = attack == Attack.LARGE_ANALYSES ? 1 : 0; // by this test
      Work during = others.work();
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
      Files.createDirectories(TABLE.getParent());
      Files.writeString(
          TABLE,
          AttackEnd.HEAD
              + ends.stream().map(AttackEnd::line).collect(Collectors.joining())
              + AttackEnd.tally(ends));
      TestCluster.say(end.line().strip());
      assertThat(end.isHarmful()).as(end.line()).isFalse();
      attacker.awaitEnds();
      assertThat(attacker.isRefused()).as("the foreign query is refused").isTrue();
    }
  }
}
