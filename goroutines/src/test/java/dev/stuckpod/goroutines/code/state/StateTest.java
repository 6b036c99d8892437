package dev.stuckpod.goroutines.code.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateTest {

  private static final Lock MUTEX = Lock.of(Kind.MUTEX, Value.entry(0));
  private static final Lock READER = Lock.of(Kind.READ, Value.entry(0));

  @org.junit.jupiter.api.Test
  void countsWhatIsHeldWithinBounds() {
    State state = State.atEntry();
    for (int i = 0; i < 5; i++) {
      state.add(READER, 0, 1);
    }
    state.add(READER, -1, 0);

    assertThat(state.held()).containsEntry(READER, new Range(-1, 3));
    assertThat(state.isImpossible()).isFalse();
    state.add(MUTEX, 2, 2);
    assertThat(state.isImpossible()).isTrue();
  }

  @org.junit.jupiter.api.Test
  void statesAreKeptApartByWhatIsHeldAndWhatIsDue() {
    State one = State.atEntry();
    State other = one.copy();
    other.registers[3] = null;
    assertThat(one.key()).isEqualTo(other.key());

    other.add(MUTEX, 1, 1);
    assertThat(one.key()).isNotEqualTo(other.key());
    other.add(MUTEX, -1, -1);
    assertThat(one.key()).isEqualTo(other.key());
    other.pending = Pending.of(1);
    assertThat(one.key()).isNotEqualTo(other.key());
  }

  @org.junit.jupiter.api.Test
  void whereWaysMeetOnlyWhatIsTrueOnBothIsKept() {
    State all = State.atEntry();
    all.slots.put(-16, Value.entry(1));
    all.slots.put(-24, Value.constant(1));
    all.told.put(Test.isZero(Value.entry(2)), true);
    State one = all.copy();
    one.registers[0] = Value.constant(7);
    one.slots.put(-24, Value.constant(2));
    one.told.put(Test.isZero(Value.entry(2)), false);
    one.add(READER, 1, 1);
    Merging merging = new Merging(0x40);

    assertThat(merging.merge(all, one)).isTrue();
    assertThat(all.registers[1]).isEqualTo(Value.entry(1));
    assertThat(all.registers[0]).isNotNull().isNotEqualTo(Value.entry(0));
    assertThat(all.slots.get(-16)).isEqualTo(Value.entry(1));
    assertThat(all.slots.get(-24)).isNotNull().matches(v -> !v.isConstant());
    assertThat(all.told).isEmpty();
    assertThat(all.held).containsEntry(READER, new Range(0, 1));
    assertThat(merging.merge(all, one)).as("nothing new").isFalse();
  }

  @org.junit.jupiter.api.Test
  void aLoopsOwnValuesGetTheNameOfTheirPlace() {
    State state = State.atEntry();
    Value inside = Value.defined(0x120, 0);
    state.registers[3] = inside.plus(8);
    state.slots.put(-16, inside);
    state.add(Lock.of(Kind.MUTEX, inside.plus(16)), 1, 1);
    state.add(Lock.of(Kind.MUTEX, Value.defined(0x130, 0)), 1, 1);

    Renaming.apply(state, 0x100, 0x140);

    Value name = state.registers[3];
    assertThat(name).isNotNull().isNotEqualTo(inside.plus(8));
    assertThat(state.slots.get(-16)).isEqualTo(name == null ? null : name.plus(-8));
    assertThat(state.held)
        .containsEntry(Lock.of(Kind.MUTEX, name == null ? null : name.plus(8)), new Range(1, 1))
        .containsEntry(Lock.unknown(Kind.MUTEX), new Range(1, 1))
        .hasSize(2);
  }

  @org.junit.jupiter.api.Test
  void placesAreForgottenWhereSomethingElseIsWritten() {
    Cells cells = new Cells();
    for (int offset = -64; offset < 0; offset += 8) {
      cells.put(offset, Value.constant(offset));
    }
    cells.put(1L << 40, Value.constant(1));

    cells.forget(-40 - 7, -40 + 12);

    assertThat(cells.size()).isEqualTo(6);
    assertThat(cells.get(-40)).isNull();
    assertThat(cells.get(-32)).isNull();
    assertThat(cells.get(-48)).isEqualTo(Value.constant(-48));
    assertThat(cells.get(1L << 40)).as("too far").isNull();
    assertThat(cells.get(-1L << 40)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 0, 256, true",
    "1, 2, 0, 1, false",
    "1, 6, 0, 128, true",
    "4, 7, 5, 5, true",
    "4, 6, 5, 4294967295, true",
    "8, 6, 5, 4294967295, false"
  })
  void aBranchTells(int size, int condition, long against, long number, boolean answer) {
    assertThat(new Test(size, Value.entry(0), condition, against).holds(number)).isEqualTo(answer);
  }

  @org.junit.jupiter.api.Test
  void manyDefersAreNotToldApart() {
    Pending pending = Pending.NONE;
    for (int site = 0; pending != null && site < 20; site++) {
      pending = pending.and(site);
    }

    assertThat(pending).isNull();
    assertThat(Pending.NONE.and(5)).isEqualTo(new Pending(0, Set.of(5L)));
    assertThat(Pending.of(0)).isEqualTo(Pending.NONE);
  }
}
