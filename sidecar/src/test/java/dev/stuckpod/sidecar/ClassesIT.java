package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.classes.ClassList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of classes that the image's archive is made of, see {@link ClassList}. */
class ClassesIT {

  /** Of a hundred classes that are loaded. */
  private static final int LEAST = 95;

  /** Two threads, each of which holds what the other waits for. */
  private static final String STUCK =
      """
      import java.util.concurrent.CountDownLatch;

      public class App {
        static final CountDownLatch both = new CountDownLatch(2);
        static final Object[] locks = {new Object(), new Object()};

        public static void main(String[] a) throws Exception {
          for (int i = 0; i < 2; i++) {
            int own = i;
            new Thread(() -> work(own)).start();
          }
          both.await();
          System.out.println("ready");
        }

        static void work(int own) {
          synchronized (locks[own]) {
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException e) {
              return;
            }
            synchronized (locks[1 - own]) {
              System.exit(1);
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void hasWhatTheSidecarLoads() throws Exception {
    var list = new ClassList("sidecar", folder.resolve("list"));
    try (var apps = new Apps(folder)) {
      train(
          list,
          List.of(
              apps.startReady(apps.queues(), "100", "0"),
              apps.startJvmOf(STUCK, Path.of(System.getProperty("java.home"), "bin", "java"))));
    }

    Set<String> loaded = list.read();
    List<String> missing = list.missing(loaded);

    assertThat(loaded).contains("dev/stuckpod/sidecar/StuckpodSidecar", "java/lang/Object");
    assertThat(missing)
        .as("of %d; docs/development.md says how the list is written", loaded.size())
        .hasSizeLessThan((100 - LEAST) * loaded.size() / 100);
  }

  private void train(ClassList list, List<Process> stuck) throws Exception {
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(list.arguments());
    command.addAll(List.of(StuckpodSidecar.class.getName(), "--train"));
    stuck.forEach(app -> command.add(Long.toString(app.pid())));
    Process training =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(training.waitFor()).as(() -> read(folder.resolve("log"))).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
