package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.code.flow.Learned;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

  private static final Knowledge.Of HUB = new Knowledge.Of("hub", 0x401000);

  private final Knowledge knowledge = new Knowledge();
  private final Learned learned = new Learned();

  @Test
  void whatWasFoundOutOfAProgramIsThereWhenItIsOpenedAgain() {
    knowledge.keep(HUB, learned);

    assertThat(knowledge.take(new Knowledge.Of("hub", 0x401000))).containsSame(learned);
  }

  @Test
  void itIsOfThatFileAtThatPlaceOnly() {
    knowledge.keep(HUB, learned);

    assertThat(knowledge.take(new Knowledge.Of("other", 0x401000))).isEmpty();
    assertThat(knowledge.take(new Knowledge.Of("hub", 0x555555401000L))).isEmpty();
    assertThat(knowledge.take(null)).isEmpty();
    assertThat(knowledge.take(HUB)).containsSame(learned);
  }

  @Test
  void nobodyElseHasItMeanwhile() {
    knowledge.keep(HUB, learned);
    knowledge.take(HUB);

    assertThat(knowledge.take(HUB)).isEmpty();
  }

  @Test
  void aProgramWhoseFileIsNotKnownIsForgotten() {
    knowledge.keep(null, learned);

    assertThat(knowledge.take(null)).isEmpty();
  }
}
