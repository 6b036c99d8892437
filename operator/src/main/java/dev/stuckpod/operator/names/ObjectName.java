package dev.stuckpod.operator.names;

import dev.stuckpod.crds.grammar.ObjectNames;
import java.util.regex.Pattern;

/** The grammar of names. */
public final class ObjectName {

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final Pattern LABEL = Pattern.compile(ObjectNames.DNS_LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(ObjectNames.DNS_SUBDOMAIN);

  private ObjectName() {}

  /** Whether it can be the name of a namespace or container: a DNS label. */
  public static boolean isLabel(String text) {
    return text.length() <= LONGEST_LABEL && LABEL.matcher(text).matches();
  }

  /** Whether it can be the name of a pod, a workload and most other objects: a DNS subdomain. */
  public static boolean isSubdomain(String text) {
    return text.length() <= LONGEST_SUBDOMAIN && SUBDOMAIN.matcher(text).matches();
  }
}
