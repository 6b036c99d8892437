package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.sidecar.FakeProc;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {

  private static final int PAUSE = 1;
  private static final int SELF = 7;

  @TempDir Path root;
  private FakeProc pod;
  private Containers containers;

  @BeforeEach
  void lookFirst() throws IOException {
    pod = new FakeProc(root);
    pod.start(PAUSE, 'a');
    pod.start(SELF, 'b');
    containers = new Containers(new Proc(root), SELF);
    containers.look();
  }

  @Test
  void whatWasThereBeforeIsNotNew() throws IOException {
    containers.look();

    assertThat(containers.haveGrown()).isFalse();
    assertThat(containers.haveRestarted()).isFalse();
  }

  @Test
  void anAppThatStartsIsNewAndNoRestart() throws IOException {
    pod.start(20, 'c');
    containers.look();
    pod.start(30, 'd');
    containers.look();

    assertThat(containers.haveGrown()).isTrue();
    assertThat(containers.haveRestarted()).isFalse();
  }

  @Test
  void aProbesProcessThatComesAndGoesIsNoRestart() throws IOException {
    pod.start(20, 'c');
    for (int probe = 40; probe < 45; probe++) {
      pod.start(probe, 'c');
      containers.look();
      pod.end(probe);
      containers.look();
    }

    assertThat(containers.haveRestarted()).isFalse();
  }

  @Test
  void anAppThatEndsAndComesBackIsARestart() throws IOException {
    pod.start(20, 'c');
    containers.look();
    pod.end(20);
    containers.look();
    assertThat(containers.haveRestarted()).isFalse();

    pod.start(21, 'd');
    containers.look();
    assertThat(containers.haveRestarted()).isTrue();
  }

  @Test
  void aRestartBetweenTwoLooksIsSeen() throws IOException {
    pod.start(20, 'c');
    containers.look();
    pod.end(20);
    pod.start(21, 'd');
    containers.look();
    containers.look();

    assertThat(containers.haveRestarted()).isTrue();
  }
}
