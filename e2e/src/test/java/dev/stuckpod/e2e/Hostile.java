package dev.stuckpod.e2e;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All attackers beside a real operator and real sidecars. Takes a quarter of an hour:
 * e2e/hostile/run, not a build. {@code -Dattacks=PHRASE|PHRASE} runs only the rows whose names have
 * one of them.
 */
@ExtendWith(TestCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Hostile {

  private @Nullable AttackRun run;

  @TestFactory
  Stream<DynamicTest> whoHasNoRightGetsNothingAndStopsNothing(TestCluster cluster) {
    var attacks = new AttackRun(cluster);
    run = attacks;
    return chosen(System.getProperty("attacks", "").split("\\|", -1)).stream()
        .map(attack -> DynamicTest.dynamicTest(attack.label(), () -> attacks.run(attack)));
  }

  @AfterAll
  void end() {
    if (run != null) {
      run.close();
    }
  }

  private static List<Attack> chosen(String... phrases) {
    return Stream.of(phrases)
        .flatMap(phrase -> Stream.of(Attack.values()).filter(each -> each.label().contains(phrase)))
        .distinct()
        .toList();
  }
}
