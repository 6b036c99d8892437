package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Writes amounts the way people do: 100m of cpu, 64Mi of memory. */
final class Written {

  private static final BigDecimal STEP = BigDecimal.valueOf(1024);
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private Written() {}

  static Quantity quantity(String resource, BigDecimal amount) {
    return new Quantity(amount(resource, amount));
  }

  /** Rounds up to what is counted: thousandths of cores, else whole bytes or pieces. */
  static String amount(String resource, BigDecimal amount) {
    if (resource.endsWith("cpu")) {
      BigDecimal milli = amount.movePointRight(3).setScale(0, RoundingMode.CEILING);
      BigDecimal[] cores = milli.divideAndRemainder(BigDecimal.valueOf(1000));
      return cores[1].signum() == 0 ? cores[0].toPlainString() : milli.toPlainString() + "m";
    }
    BigDecimal whole = amount.setScale(0, RoundingMode.CEILING);
    int unit = 0;
    while (unit + 1 < BINARY.size() && whole.signum() != 0 && whole.remainder(STEP).signum() == 0) {
      whole = whole.divide(STEP);
      unit++;
    }
    return whole.toPlainString() + BINARY.get(unit);
  }
}
