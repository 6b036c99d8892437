package dev.stuckpod.sidecar.glancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.State;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoroutineGazeTest {

  @Test
  void statesAreToldMostFirst() {
    assertThat(GoroutineGaze.states(Map.of("select", 2, "running", 1, "IO wait", 2, "sleep", 7)))
        .containsExactly(
            new State("sleep", 7),
            new State("IO wait", 2),
            new State("select", 2),
            new State("running", 1));
  }

  @Test
  void ofTooManyThoseWithTheFewestAreOne() {
    Map<String, Integer> many =
        IntStream.rangeClosed(1, 200).boxed().collect(Collectors.toMap(i -> "state " + i, i -> i));

    List<State> states = GoroutineGaze.states(many);

    assertThat(states).hasSize(Glance.MOST_STATES).startsWith(new State("state 200", 200));
    assertThat(states.stream().mapToInt(State::count).sum()).isEqualTo(200 * 201 / 2);
  }
}
