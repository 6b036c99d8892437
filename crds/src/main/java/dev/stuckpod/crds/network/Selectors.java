package dev.stuckpod.crds.network;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What labels and addresses a NetworkPolicy means. */
final class Selectors {

  private static final Pattern NUMERIC = Pattern.compile("[0-9a-fA-F:.]+");

  private Selectors() {}

  /** Whether a selector, of which an empty one means all, means one with these labels. */
  static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return true;
    }
    boolean equal =
        selector.getMatchLabels() == null
            || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    return equal && selector.getMatchExpressions().stream().allMatch(r -> matches(r, labels));
  }

  private static boolean matches(LabelSelectorRequirement asked, Map<String, String> labels) {
    String value = labels.get(asked.getKey());
    return switch (asked.getOperator()) {
      case "In" -> value != null && asked.getValues().contains(value);
      case "NotIn" -> value == null || !asked.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }

  /** Whether a range such as 10.0.0.0/8 has an address; no name is looked up. */
  static boolean contains(String cidr, String address) {
    int slash = cidr.indexOf('/');
    if (slash < 0 || !NUMERIC.matcher(address).matches()) {
      return false;
    }
    try {
      byte[] range = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
      byte[] one = InetAddress.ofLiteral(address).getAddress();
      int shift = range.length * Byte.SIZE - Integer.parseInt(cidr.substring(slash + 1));
      return range.length == one.length
          && shift >= 0
          && new BigInteger(1, range)
              .shiftRight(shift)
              .equals(new BigInteger(1, one).shiftRight(shift));
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
