package dev.stuckpod.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.cli.report.page.Picture.Edge;
import dev.stuckpod.cli.report.page.Picture.Node;
import dev.stuckpod.cli.report.page.Picture.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for whom, of dumps that were really taken. */
class PictureTest {

  @Test
  void theCircleOfTheIncidentIsThereWithAllWhoWaitBehindIt() throws CommandException {
    Picture picture = Sources.picture(Sources.corpus("go-incident.go1.26.memory.txt"));

    Node holder = node(picture, "main.(*hub).broadcast");
    assertThat(holder.part()).isEqualTo(Part.CIRCLE);
    assertThat(holder.location()).isEqualTo("channels.go:61");
    assertThat(picture.nodes())
        .filteredOn(n -> n.brief().equals("main.(*hub).deliver"))
        .extracting(Node::part, Node::count)
        .containsExactlyInAnyOrder(tuple(Part.CIRCLE, 16), tuple(Part.VICTIM, 9));
    assertThat(node(picture, "main.(*hub).leave").part()).isEqualTo(Part.VICTIM);
    assertThat(picture.edges())
        .filteredOn(Edge::held)
        .hasSize(3)
        .allSatisfy(
            edge -> {
              assertThat(edge.holder()).isEqualTo(holder.id());
              assertThat(edge.resource()).isEqualTo("RWMutex (*hub)+0x10");
              assertThat(edge.fact()).as("memory says so").isTrue();
            });
  }

  @Test
  void aGuessIsNoFact() throws CommandException {
    Picture picture = Sources.picture(Sources.corpus("go-double-locking.go1.26.debug2.txt"));

    assertThat(picture.edges()).isNotEmpty().noneMatch(Edge::fact);
    assertThat(picture.edges().getFirst().known()).startsWith("suspected: ");
  }

  @Test
  void whoWaitsForItselfHasAnEdgeToItself() throws CommandException {
    Picture picture = Sources.picture(Sources.corpus("go-double-locking.go1.26.debug2.txt"));

    assertThat(picture.nodes()).singleElement().extracting(Node::part).isEqualTo(Part.CIRCLE);
    assertThat(picture.edges())
        .singleElement()
        .satisfies(edge -> assertThat(edge.waiter()).isEqualTo(edge.holder()));
  }

  @Test
  void whereTheWayEndsThatIsSaid() throws CommandException {
    Picture picture = Sources.picture(Sources.corpus("go-leak.go1.26.memory.txt"));

    assertThat(picture.nodes())
        .extracting(Node::part, Node::count, Node::brief)
        .containsExactlyInAnyOrder(
            tuple(Part.VICTIM, 100, "main.lookup.func1"),
            tuple(Part.NOBODY, 0, "nobody is seen to receive"));
  }

  @Test
  void nobodyWaitsInAnIdleProcess() throws CommandException {
    assertThat(Sources.story(Sources.corpus("go-idle.go1.26.debug2.txt")).picture()).isNull();
  }

  /** 200 threads, each of which has a monitor and waits for the next one's, and 40 more stacks. */
  @Test
  void whatIsTooLargeToBeReadIsFoldedAndCounted(@TempDir Path folder) throws Exception {
    Picture picture = Sources.picture(Sources.page(chain(folder, 200, 40)));

    assertThat(picture.nodes()).hasSizeBetween(2, 30);
    int drawn = picture.nodes().stream().mapToInt(Node::count).sum();
    assertThat(drawn).as(picture.remark()).isEqualTo(241);
    assertThat(picture.edges()).noneMatch(edge -> edge.waiter().equals(edge.holder()));
    assertThat(picture.nodes().getFirst())
        .satisfies(
            root -> {
              assertThat(root.part()).isEqualTo(Part.ROOT);
              assertThat(root.state()).isEqualTo("TIMED_WAITING (sleeping)");
            });
  }

  @Test
  void thirtyAreDrawnAsTheyAre(@TempDir Path folder) throws Exception {
    Picture picture = Sources.picture(Sources.page(chain(folder, 20, 9)));

    assertThat(picture.nodes()).hasSize(30);
    assertThat(picture.remark()).isEmpty();
  }

  /** The first one sleeps; behind it there are so many in a row, and so many that wait for it. */
  private static Path chain(Path folder, int row, int beside) throws IOException {
    var dump =
        new StringBuilder("Full thread dump OpenJDK 64-Bit Server VM (25.0.3+9-LTS mixed):\n\n");
    for (int i = 0; i <= row; i++) {
      dump.append(thread(i, i == 0 ? "TIMED_WAITING (sleeping)" : "BLOCKED (on object monitor)"));
      if (i == 0) {
        dump.append("\tat java.lang.Thread.sleep(java.base@25/Thread.java:509)\n");
      }
      dump.append("\tat shop.Till.pay%d(Till.java:%d)\n".formatted(i == 0 ? 0 : i, 10 + i));
      if (i > 0) {
        dump.append("\t- waiting to lock <0x%08x> (a shop.Drawer)\n".formatted(0x1000 + i - 1));
      }
      dump.append("\tat shop.Shop.open(Shop.java:9)\n");
      dump.append("\t- locked <0x%08x> (a shop.Drawer)\n\n".formatted(0x1000 + i));
    }
    for (int i = 0; i < beside; i++) {
      dump.append(thread(1000 + i, "BLOCKED (on object monitor)"));
      dump.append("\tat shop.Desk.ask%d(Desk.java:%d)\n".formatted(i, 10 + i));
      dump.append("\t- waiting to lock <0x%08x> (a shop.Drawer)\n\n".formatted(0x1000));
    }
    return Files.writeString(folder.resolve("chain.txt"), dump);
  }

  private static String thread(int number, String state) {
    return "\"t-%d\" #%d [%d] prio=5 os_prio=0 cpu=1.00ms elapsed=90.00s tid=0x%016x nid=%d %s\n   java.lang.Thread.State: %s\n"
        .formatted(
            number,
            number + 20,
            number + 20,
            number + 1,
            number + 20,
            state.startsWith("B") ? "waiting for monitor entry" : "waiting on condition",
            state);
  }

  private static Node node(Picture picture, String brief) {
    List<Node> all = picture.nodes().stream().filter(n -> n.brief().equals(brief)).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
