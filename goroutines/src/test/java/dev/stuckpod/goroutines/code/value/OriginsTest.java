package dev.stuckpod.goroutines.code.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class OriginsTest {

  private final Origins origins = new Origins();

  @Test
  void twoLoadsOfOneFieldAreTheSame() {
    Value one = loaded(0x10, Value.entry(0).plus(8));
    Value other = loaded(0x20, Value.entry(0).plus(8));
    Value third = loaded(0x30, Value.entry(0).plus(16));

    assertThat(origins.canonical(one)).isEqualTo(origins.canonical(other));
    assertThat(origins.canonical(one.plus(4))).isEqualTo(origins.canonical(other.plus(4)));
    assertThat(origins.canonical(one)).isNotEqualTo(origins.canonical(third));
    assertThat(origins.canonical(loaded(0x40, one.plus(8))))
        .isEqualTo(origins.canonical(loaded(0x50, other.plus(8))));
  }

  @Test
  void aValueDependsOnWhatItWasLoadedThrough() {
    Value pointer = Value.defined(0x10, 0);
    Value field = loaded(0x20, pointer.plus(8));
    Value element = Objects.requireNonNull(Value.indexed(Base.Frame.TOP, field, 8, 16));

    assertThat(origins.depends(field, d -> d.pc() == 0x10)).isTrue();
    assertThat(origins.depends(element, d -> d.pc() == 0x10)).isTrue();
    assertThat(origins.depends(field, d -> d.pc() == 0x30)).isFalse();
    assertThat(origins.depends(Value.entry(3), d -> true)).isFalse();
  }

  @Test
  void whatIsNestedTooDeepIsNotKnown() {
    Value index = Value.entry(1);
    int depth = 0;
    for (Value next = index; next != null; next = Value.indexed(Base.Frame.TOP, next, 2, 0)) {
      index = next;
      depth++;
    }

    assertThat(depth).isEqualTo(Base.DEEPEST + 1);
    assertThat(index.base().depth()).isEqualTo(Base.DEEPEST);
  }

  @Test
  void addsWhatIsKnown() {
    Value argument = Value.entry(0);

    assertThat(argument.plus(Value.constant(8))).isEqualTo(argument.plus(8));
    assertThat(Value.constant(8).plus(argument)).isEqualTo(argument.plus(8));
    assertThat(Value.constant(6).times(4)).isEqualTo(Value.constant(24));
    assertThat(Objects.requireNonNull(argument.times(4)).base())
        .isEqualTo(new Base.Indexed(Base.Constant.ZERO, argument, 4));
  }

  private Value loaded(long pc, Value from) {
    Value value = Value.defined(pc, 0);
    origins.put(value.base(), from);
    return value;
  }
}
